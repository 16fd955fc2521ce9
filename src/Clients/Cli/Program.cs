using SharingHub.Cli;

using var terminal = Terminal.OfProcess();
return await CliApp.RunAsync(args, terminal, CancellationToken.None);

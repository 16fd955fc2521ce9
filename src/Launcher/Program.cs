using System.CommandLine;
using Npgsql;
using SharingHub.Launcher;
using SharingHub.Launcher.Commands;
using SharingHub.Launcher.Demo;
using SharingHub.Launcher.Seed;

var root = new RootCommand("Runs a whole SharingHub on this machine.")
{
    UpCommand.Create(new OperationSeed()),
    DemoCommand.Create(),
    PostgresCommand.Create(),
};
var given = root.Parse(args);
try
{
    // Stopping ends streams, then writes PostgreSQL's last checkpoint: seconds, which the default does not give.
    var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
    var code = await given.InvokeAsync(invocation);
    return given.Errors.Count > 0 ? ExitCodes.WrongUse : code;
}
catch (OperationCanceledException)
{
    return ExitCodes.Good;
}
catch (LauncherException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return ExitCodes.Failed;
}
catch (NpgsqlException fault)
{
    await Console.Error.WriteLineAsync($"PostgreSQL cannot be used. {fault.Message}");
    return ExitCodes.Failed;
}

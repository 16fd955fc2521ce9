using System.CommandLine;
using SharingHub.Benchmarks;
using SharingHub.Benchmarks.Bare;
using SharingHub.Launcher;

var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = $"Lines to measure, each with its limits; all by default. One of: {Catalogue.Names}" };
var json = new Option<string?>("--json") { HelpName = "FILE", Description = "Also writes everything that was measured there" };
var quick = new Option<bool>("--quick") { Description = "A tenth of the records and one pass: whether it works, not how fast it is" };
var profile = new Option<bool>("--profile") { Description = "Also says who used the processors, and where in its code the hub was" };
var root = new RootCommand("Measures the hub beside the limits of the machine, in the same run.") { names, json, quick, profile, BareServer.Create() };
root.SetAction((given, cancellation) => new BenchCommand(Console.Out)
{
    Names = given.GetRequiredValue(names),
    Json = given.GetValue(json),
    Quick = given.GetValue(quick),
    Profile = given.GetValue(profile),
}.RunAsync(cancellation));

var parsed = root.Parse(args);
try
{
    // Stopping ends streams, then writes PostgreSQL's last checkpoint.
    var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
    var code = await parsed.InvokeAsync(invocation);
    return parsed.Errors.Count > 0 ? ExitCodes.WrongUse : code;
}
catch (KeyNotFoundException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return ExitCodes.WrongUse;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped before the end.");
    return ExitCodes.Failed;
}
catch (LauncherException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return ExitCodes.Failed;
}

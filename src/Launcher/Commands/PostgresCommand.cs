using System.CommandLine;
using System.Diagnostics;
using SharingHub.Launcher.Postgres;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Commands;

/// <summary><c>postgres -- COMMAND…</c>: a temporary PostgreSQL for the time that a command runs. Tests are run with it.</summary>
internal static class PostgresCommand
{
    public static Command Create()
    {
        var command = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.OneOrMore, Description = "The command and its arguments, after --" };
        var postgres = new Command("postgres", $"Runs a command with a temporary PostgreSQL, whose connection string is in {TestPostgres.ConnectionVariable}") { command };
        postgres.SetAction((given, cancellation) => RunAsync(given.GetRequiredValue(command), cancellation));
        return postgres;
    }

    private static async Task<int> RunAsync(string[] command, CancellationToken cancellation)
    {
        await using var cluster = await PrivateCluster.StartAsync(new ClusterOptions { Durable = false, Says = Console.Error }, cancellation);
        string[] bound = OperatingSystem.IsLinux() ? ["setpriv", "--pdeathsig", "TERM", "--", .. command] : command;
        var start = new ProcessStartInfo(bound[0], bound.Skip(1));
        start.Environment[TestPostgres.ConnectionVariable] = cluster.ConnectionString("postgres");
        using var process = await ChildStarter.StartAsync(start);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }
}

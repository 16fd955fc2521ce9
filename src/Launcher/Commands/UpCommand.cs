using System.CommandLine;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;

namespace SharingHub.Launcher.Commands;

/// <summary><c>up</c>: the whole system until Ctrl-C.</summary>
internal static class UpCommand
{
    // Each replica is a process with a pool of its own; a laptop gains nothing from more.
    private const int MostReplicas = 8;

    public static Command Create(ISeed? seed)
    {
        var data = new Option<string>("--data")
        {
            HelpName = "DIR",
            Description = "Where everything is kept, and ready.json appears",
            DefaultValueFactory = _ => DataFolder.Default,
        };
        var port = new Option<int>("--port")
        {
            HelpName = "N",
            Description = "The gateway's port; 0 takes a free one",
            DefaultValueFactory = _ => HostOptions.DefaultPort,
        };
        var replicas = new Option<int>("--replicas") { HelpName = "N", Description = "Hubs behind the gateway", DefaultValueFactory = _ => 1 };
        var empty = new Option<bool>("--empty") { Description = "Without the members and agreements of the model operation" };
        var postgres = new Option<string?>("--postgres")
        {
            HelpName = "CONNECTION_STRING",
            Description = "A PostgreSQL that runs already, as a user that may create databases",
        };
        port.Validators.Add(given => Require(given, port, value => value is >= 0 and <= 65535, "--port must be from 0 to 65535."));
        replicas.Validators.Add(given => Require(given, replicas, value => value is >= 1 and <= MostReplicas, $"--replicas must be from 1 to {MostReplicas}."));

        var up = new Command("up", "Starts the whole system and runs it until Ctrl-C") { data, port, replicas, empty, postgres };
        up.SetAction((given, cancellation) => RunAsync(
            new HostOptions
            {
                Folder = given.GetValue(data)!,
                Port = given.GetValue(port),
                Replicas = given.GetValue(replicas),
                Postgres = given.GetValue(postgres),
                Members = given.GetValue(empty) ? [] : ModelOperation.Members,
                Seed = given.GetValue(empty) ? null : seed,
                Says = Console.Out,
            },
            cancellation));
        return up;
    }

    private static async Task<int> RunAsync(HostOptions options, CancellationToken cancellation)
    {
        await using (var host = await SharingHubHost.StartAsync(options, cancellation))
        {
            await options.Says.WriteLineAsync($"Ready at {host.Ready.Gateway}; {ReadyFile.PathIn(Path.GetFullPath(options.Folder))} says how to reach it. Ctrl-C stops.");
            try
            {
                await new Supervision(host, options.Says).WatchAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                await options.Says.WriteLineAsync("Stopping");
            }
        }

        await options.Says.WriteLineAsync("Stopped");
        return ExitCodes.Good;
    }

    private static void Require(System.CommandLine.Parsing.OptionResult given, Option<int> option, Func<int, bool> isGood, string sentence)
    {
        if (!given.Errors.Any() && !isGood(given.GetValue(option)))
            given.AddError(sentence);
    }
}

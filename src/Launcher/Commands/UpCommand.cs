using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Npgsql;
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
        var port = Number("--port", "The gateway's port; 0 takes a free one", HostOptions.DefaultPort, 0, 65535);
        var replicas = Number("--replicas", "Hubs behind the gateway", 1, 1, MostReplicas);
        var empty = new Option<bool>("--empty") { Description = "Without the members and agreements of the model operation" };
        var postgres = new Option<string?>("--postgres")
        {
            HelpName = "CONNECTION_STRING",
            Description = "A PostgreSQL that runs already, as a user that may create databases",
            CustomParser = ReadConnectionString,
        };

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

    private static string? ReadConnectionString(ArgumentResult given)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(given.Tokens[0].Value).ConnectionString;
        }
        catch (ArgumentException fault)
        {
            given.AddError($"--postgres must be a connection string such as 'Host=localhost;Username=hub'. {fault.Message}");
            return null;
        }
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = given =>
        {
            if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            given.AddError($"{name} must be a number from {least} to {most}.");
            return usual;
        },
    };
}

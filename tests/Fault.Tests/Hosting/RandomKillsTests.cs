using System.Globalization;
using SharingHub.Fault.Tests.Harness;

namespace SharingHub.Fault.Tests.Hosting;

/// <summary>Assurance P1 and P2 under kills drawn from a seed. SHARINGHUB_SEED repeats a run; SHARINGHUB_LONG makes it long.</summary>
public sealed class RandomKillsTests(TwoReplicas operation) : IClassFixture<TwoReplicas>
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") is { Length: > 0 };
    private static readonly int Kills = Long ? 200 : 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_held_and_what_was_not_is_held_once_after_it_is_sent_again()
    {
        var seed = Environment.GetEnvironmentVariable("SHARINGHUB_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        var chance = new Random(seed);
        var said = new List<string> { $"SHARINGHUB_SEED={seed}" };
        TestContext.Current.SendDiagnosticMessage(said[0]);
        try
        {
            await RunAsync(chance, said);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new InvalidOperationException(string.Join('\n', said), fault);
        }
    }

    private async Task RunAsync(Random chance, List<string> said)
    {
        await using var retailer = operation.Connect("amazonia");
        await using var customs = operation.Connect("customs");
        await using var watch = new Watch(customs, Queries.Retail("amazonia"));
        for (var kill = 1; kill <= Kills; kill++)
        {
            var records = Feed.Of("amazonia", 1500, $"kill-{kill}");
            var (name, fault) = Draw(chance);
            var after = chance.Next(1, 1200);
            var pause = TimeSpan.FromMilliseconds(chance.Next(0, 300));
            said.Add($"kill {kill}: {name} after {after} results and {pause.TotalMilliseconds} ms");
            var pushed = await retailer.PushAsync("amazonia", records, after, async () =>
            {
                await Task.Delay(pause, Stop);
                await fault();
            });
            await operation.History.ShouldBeWholeAsync();
            await operation.History.ShouldHoldOnceAsync(pushed);
            await pushed.ShouldBeKeptAsync(retailer);
            await watch.HoldsAsync(records);
        }

        await operation.History.ShouldExplainAsync(watch, "customs", "amazonia");
    }

    private (string Name, Func<Task> Fault) Draw(Random chance)
    {
        var replica = operation.Host.Hubs[chance.Next(operation.Host.Hubs.Count)];
        return chance.Next(4) switch
        {
            0 => ("PostgreSQL stopped at once", async () =>
            {
                await operation.Host.Cluster!.StopImmediateAsync();
                await operation.Host.Cluster.StartAsync(Stop);
            }),
            1 => ("both replicas killed", async () =>
            {
                await Task.WhenAll(operation.Host.Hubs.Select(hub => hub.KillAsync()));
                await Task.WhenAll(operation.Host.Hubs.Select(hub => operation.Host.StartAsync(hub, Stop)));
            }),
            2 => ("gateway killed", () => operation.KillAndRestartAsync(operation.Host.Gateway)),
            _ => ($"{replica.Name} killed", () => operation.KillAndRestartAsync(replica)),
        };
    }
}

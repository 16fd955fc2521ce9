using SharingHub.Launcher.Processes;

namespace SharingHub.Integration.Tests.Federation;

public sealed class TwoFollowersTests(TwoFollowers pair) : IClassFixture<TwoFollowers>
{
    private const int TakeOvers = 2, Batch = 150;

    [Fact]
    public async Task When_the_replica_that_follows_is_killed_the_other_goes_on_and_nothing_is_lost_or_comes_twice()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        var (takenOver, sent) = (0, 0);
        for (var kill = 0; takenOver < TakeOvers; kill++)
        {
            kill.ShouldBeLessThan(4 * TakeOvers, "one of two replicas follows, and each is killed in turn");
            var (holder, victim) = (await HolderAsync(), pair.Far.Host.Hubs[kill % 2]);
            var pushing = crossing.There.RecordsAsync(crossing.Retailer, Enumerable.Range(sent, Batch).Select(n => Records.Listing($"l-{n}")));
            await Task.Delay(Random.Shared.Next(0, 1500));
            await victim.StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
            await pushing;
            sent += Batch;

            await Eventually.IsTrueAsync(async () => await HeldAsync() == sent, $"all {sent} records come, through the other replica");
            takenOver += await HolderAsync() == holder ? 0 : 1;
            await pair.Far.Host.StartAsync(victim);
        }

        (await pair.Far.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{crossing.Contributor}/%")).ShouldBe(sent, "nothing came twice");
        (await crossing.UntilAsync(p => p.Views.Count == sent, "all of it reaches the agency")).Ids.ShouldBeUnique();
    }

    private async Task<Guid> HolderAsync()
    {
        await using var command = pair.Far.Database.CreateCommand("select holder from federation.following");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private Task<long> HeldAsync() => pair.Far.CountAsync("select records from federation.following where peer = $1", HubPair.Origins);
}

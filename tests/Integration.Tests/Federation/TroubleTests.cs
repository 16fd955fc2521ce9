using SharingHub.Federation.V1;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Processes;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>One hub goes, comes back, or shows another history than before. Each test leaves the pair as it found it.</summary>
public sealed class TroubleTests(ImpatientPair pair) : IClassFixture<ImpatientPair>
{
    [Fact]
    public async Task Either_hub_may_be_killed_and_what_was_sent_meanwhile_comes_once()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");

        await pair.Far.Host.Hubs[0].StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("b"), Records.Listing("a", revision: 2));
        await pair.Far.Host.StartAsync(pair.Far.Host.Hubs[0]);
        await crossing.UntilAsync(p => p.Views.Count == 2 && p.View("a").Name.Revision == 2, "what was sent while this hub was away came");

        await pair.Origin.Host.Hubs[0].StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
        await pair.IsAsync(PeerStatus.Unreachable);
        await pair.Origin.Host.StartAsync(pair.Origin.Host.Hubs[0]);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("c"));
        await crossing.UntilAsync(p => p.Views.Count == 3, "it goes on when the peer is back");
        (await pair.Far.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{crossing.Contributor}/%")).ShouldBe(4, "nothing came twice");
    }

    [Fact]
    public async Task What_a_peer_brought_is_committed_to_as_it_came_though_its_row_was_changed_before_it_came_into_the_tree()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        var stream = $"record/{crossing.Contributor}/listing/a";
        await using (await pair.Far.HoldTreeAsync())
        {
            await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
            await Eventually.IsTrueAsync(async () => await pair.Far.CountAsync("select count(*) from history.mt_events where stream_id = $1", stream) == 1, "the record crossed");
            await pair.Far.FlipBodiesAsync(stream);
        }

        await pair.Far.CoveredAsync();
        await pair.Far.FlipBodiesAsync(stream);

        await crossing.UntilAsync(p => p.Views.Count == 1, "it is shown");
    }

    [Fact]
    public async Task A_peer_that_is_silent_for_too_long_feeds_nothing_until_it_is_heard_again()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");

        await SharingHubHost.StopAsync(pair.Origin.Host.Gateway);
        var suspended = await crossing.CarriedAsync(a => a.Status == AgreementStatus.Suspended);
        suspended.Suspensions.ShouldHaveSingleItem().Member.ShouldBe(HubPair.Origins);
        suspended.Suspensions[0].Reason.ShouldContain("not heard of since");
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();

        await pair.Origin.Host.StartAsync(pair.Origin.Host.Gateway);
        await crossing.UntilAsync(p => p.Views.Count == 1, "it goes on when the peer is heard again");
    }

    [Fact]
    public async Task What_was_stopped_for_a_silence_that_the_connection_outlived_goes_on()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");

        await Eventually.IsTrueAsync(
            async () =>
            {
                // Until a look comes before the next word of the peer.
                await ExecuteAsync("update federation.following set heard_at = heard_at - interval '1 hour'");
                return await pair.Far.CountAsync("select count(*) from history.mt_events where type = 'agreement.suspended.v1' and stream_id = $1", $"agreement/{crossing.Carried.Id}") > 0;
            },
            "it is stopped");

        await crossing.CarriedAsync(a => a.Status == AgreementStatus.InForce);
        await crossing.UntilAsync(p => p.Views.Count == 1, "it goes on");
    }

    [Fact]
    public async Task What_was_ended_while_nobody_was_heard_stays_ended()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");

        await pair.Far.Host.Hubs[0].StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
        await Given.TerminatedAsync(crossing.Retailer, crossing.Agreement, "Over.");
        await pair.Far.Host.StartAsync(pair.Far.Host.Hubs[0]);

        await crossing.CarriedAsync(a => a.Status == AgreementStatus.Terminated);
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update federation.following set log_root = sha256('another')", "forked")]
    [InlineData("update federation.following set log_size = log_size + 1000000", "shrank")]
    public async Task A_log_that_does_not_continue_what_was_seen_before_refuses_the_peer_until_the_operator_reinstates_it(string seenBefore, string why)
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");
        var before = await StopFarAsync();
        await ExecuteAsync(seenBefore);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("b"));
        await pair.Far.Host.StartAsync(pair.Far.Host.Hubs[0]);

        await pair.IsAsync(PeerStatus.Refused);
        (await pair.PeerAsync()).Reason.ShouldContain(why);
        (await crossing.CarriedAsync(a => a.Status == AgreementStatus.Suspended)).Suspensions.ShouldHaveSingleItem().Member.ShouldBe(HubPair.Origins);
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();
        (await pair.Far.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{crossing.Contributor}/%")).ShouldBe(1, "nothing of it was accepted");

        await ExecuteAsync($"update federation.following set log_size = {before.Size}, log_root = decode('{before.Root}', 'hex')");
        await pair.Far.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = HubPair.Origins, Reason = "Both operators looked at it." });
        await crossing.UntilAsync(p => p.Views.Count == 2, "it goes on");
    }

    /// <summary>The second: this hub's own database forgot what it saw, and its signer did not.</summary>
    [Theory]
    [InlineData(false, "that was seen before")]
    [InlineData(true, "that this hub cosigned before")]
    public async Task A_second_history_of_a_peer_is_not_cosigned_and_whoever_asks_for_the_cosignature_does_not_accept_it(bool forgotten, string why)
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        var readers = new OriginReaders(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");
        await Eventually.IsTrueAsync(async () => readers.Asking.Open(await readers.ServedAsync()).Ok, "the first history is cosigned");
        var before = await StopFarAsync();
        if (forgotten)
            await ExecuteAsync("update federation.following set log_size = 0, log_root = sha256('')");

        var forked = await pair.Origin.ForkedAsync();
        await pair.Far.Host.StartAsync(pair.Far.Host.Hubs[0]);
        await pair.IsAsync(PeerStatus.Refused);

        (await pair.PeerAsync()).Reason.ShouldSatisfyAllConditions(r => r.ShouldContain("forked"), r => r.ShouldContain(why));
        await crossing.CarriedAsync(a => a.Status == AgreementStatus.Suspended);
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();
        await Eventually.IsTrueAsync(async () => (await readers.ServedAsync()).SequenceEqual(forked.ToBytes()), "the second history is what anyone is shown, without a cosignature");
        readers.Trusting.Open(forked.ToBytes()).Ok.ShouldBeTrue("it is well signed");
        readers.Asking.Open(forked.ToBytes()).Ok.ShouldBeFalse("nobody else has seen it");

        await pair.Origin.MendAsync();
        await ExecuteAsync($"update federation.following set log_size = {before.Size}, log_root = decode('{before.Root}', 'hex')");
        await pair.Far.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = HubPair.Origins, Reason = "Both operators looked at it." });
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("b"));
        await crossing.UntilAsync(p => p.Views.Count == 2, "it goes on");
        await Eventually.IsTrueAsync(async () => readers.Asking.Open(await readers.ServedAsync()).Ok, "and is cosigned again");
    }

    [Fact]
    public async Task A_peer_that_the_operator_suspends_feeds_nothing()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");

        await pair.Far.Operator.Members.SuspendAsync(new SuspendRequest { Id = HubPair.Origins, Reason = "Looking into it." });
        (await pair.PeerAsync()).Status.ShouldBe(PeerStatus.Suspended);
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();
        await pair.Far.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = HubPair.Origins, Reason = "Looked into." });
        await crossing.UntilAsync(p => p.Views.Count == 1, "it goes on");
    }

    private async Task<(long Size, string Root)> StopFarAsync()
    {
        await SharingHubHost.StopAsync(pair.Far.Host.Hubs[0]);
        await using var command = pair.Far.Database.CreateCommand("select log_size, encode(log_root, 'hex') from federation.following");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = pair.Far.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

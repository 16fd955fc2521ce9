using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Audit;

public sealed class ReplayTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task History_is_whole_in_order_and_numbered_from_zero_without_a_gap()
    {
        await Given.HubWithActiveAgreementAsync();

        var history = await Given.HistoryAsync(new ReplayRequest());

        history.Select(e => e.Index).ShouldBe(Enumerable.Range(0, history.Count).Select(n => (ulong)n));
        history.Select(e => e.SequencedAt.ToDateTimeOffset()).ShouldBeInOrder();
        foreach (var stream in history.GroupBy(e => e.Stream))
            stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(n => (ulong)n), stream.Key);
        history.Select(e => e.Id).Distinct().Count().ShouldBe(history.Count);
    }

    [Fact]
    public async Task An_auditor_opens_every_body_but_records()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Seller("s-1", revision: 2));
        await Given.RetractedAsync(shared.Provider, RecordKind.SellerAccount, "s-1");
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-2"));
        await shared.Recipient.PullAsync();

        var history = await Given.HistoryAsync(new ReplayRequest());

        // A tombstone says what was expunged and on what ground, and nothing of the record.
        bool says(HistoryEvent e) => e.Type.StartsWith("record.", StringComparison.Ordinal) && e.Type != "record.expunged.v1";
        history.Where(says).ShouldAllBe(e => !e.HasBody && e.BodyLength > 0);
        history.Where(e => !says(e)).ShouldAllBe(e => e.HasBody && (ulong)e.Body.Length == e.BodyLength);
        var terms = history.Single(e => e.Stream == $"agreement/{shared.Agreement.Id}" && e.Version == 1);
        AgreementProposed.Parser.ParseFrom(terms.Body).Terms.ShouldBe(shared.Agreement.Terms);
        history.ShouldAllBe(e => !e.ToString().Contains(LogCheck.Canary, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_event_says_who_did_it()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var receipt = (await Given.RecordsAsync(shared.Provider, Records.Seller("s-1")))[0].Receipt;

        var one = (await Given.HistoryAsync(new ReplayRequest { Stream = $"record/{shared.Provider.Id}/seller_account/s-1" })).ShouldHaveSingleItem();
        var registered = (await Given.HistoryAsync(new ReplayRequest { Stream = $"member/{shared.Provider.Id}" }))[0];

        (one.Id, one.Member, one.Actor, one.Type, one.Version).ShouldBe(
            (receipt.EventId, shared.Provider.Id, $"client:{shared.Provider.Id}/{shared.Provider.Credential.ClientId}", "record.submitted.v1", 1uL));
        one.Recorded.ShouldBe(receipt.CommittedAt);
        (registered.Member, registered.Actor).ShouldBe(("operator", "client:operator/operator"));
    }

    [Fact]
    public async Task Filters_narrow_by_index_time_member_and_type()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var between = await Given.InAsync(TimeSpan.Zero);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));
        var auditor = await Given.AuditorAsync();

        var mine = await Given.HistoryAsync(new ReplayRequest { Members = { shared.Provider.Id }, Types_ = { "record.submitted.v1" } }, auditor);
        var later = await Given.HistoryAsync(new ReplayRequest { Members = { shared.Provider.Id }, FromTime = between }, auditor);
        var earlier = await Given.HistoryAsync(new ReplayRequest { Members = { shared.Provider.Id }, ToTime = between, Types_ = { "record.submitted.v1" } }, auditor);
        var one = await Given.HistoryAsync(new ReplayRequest { FromIndex = mine[1].Index, ToIndex = mine[1].Index }, auditor);

        mine.Select(e => e.Stream.Split('/')[^1]).ShouldBe(["l-1", "l-2"]);
        later.Select(e => e.Stream.Split('/')[^1]).ShouldBe(["l-2"]);
        earlier.Select(e => e.Stream.Split('/')[^1]).ShouldBe(["l-1"]);
        one.ShouldHaveSingleItem().ShouldBe(mine[1]);
    }

    [Fact]
    public async Task The_end_says_how_many_events_came_and_how_far_they_reach()
    {
        var auditor = await Given.AuditorAsync();
        using var call = auditor.Hub.Audit.Replay(new ReplayRequest { ToIndex = 3 }, deadline: DateTime.UtcNow + Line.Patience);
        var last = new ReplayResponse();
        while (await call.ResponseStream.MoveNext(default))
            last = call.ResponseStream.Current;

        (last.End.Events, last.End.LastIndex).ShouldBe((4uL, 3uL));
    }

    [Fact]
    public async Task A_replay_beyond_the_end_is_empty_and_says_so()
    {
        (await Given.HistoryAsync(new ReplayRequest { FromIndex = 1_000_000_000 })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5uL, 4uL, "to_index")]
    [InlineData(ulong.MaxValue, ulong.MaxValue, "from_index")]
    public async Task An_impossible_range_is_refused(ulong from, ulong to, string field)
    {
        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => Given.HistoryAsync(new ReplayRequest { FromIndex = from, ToIndex = to }));

        refused.Fields().ShouldBe([field]);
    }

    [Fact]
    public async Task A_time_that_does_not_exist_is_refused()
    {
        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            Given.HistoryAsync(new ReplayRequest { FromTime = new Timestamp { Seconds = long.MaxValue } }));
        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            Given.HistoryAsync(new ReplayRequest { ToTime = new Timestamp { Nanos = -1 } }));
    }

    [Fact]
    public async Task History_is_for_auditors_only()
    {
        var agency = await Given.AgencyAsync();

        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => Given.HistoryAsync(new ReplayRequest(), agency));
        using var call = Hub.Operator.Audit.Replay(new ReplayRequest(), deadline: DateTime.UtcNow + Line.Patience);
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => call.ResponseStream.MoveNext(default));
    }
}

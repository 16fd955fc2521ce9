using Grpc.Core;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Receiving;

public sealed class PullTests
{
    private static readonly RecordQuery Query = new() { Purpose = Purpose.BorderTargeting };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.EndsWithOk)]
    [InlineData(Fault.StreamReset)]
    [InlineData(Fault.ConnectionReset)]
    [InlineData(Fault.TokenExpired)]
    public async Task A_broken_pull_goes_on_from_the_last_page_and_never_ends_without_the_marker(Fault fault)
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue((_, _, call) => Broken(fault, call));
        peer.Disclosure.Pulls.Enqueue(async (_, pages, call) =>
        {
            await pages.PageAsync("c1", "lst-1", "lst-2");
            await Task.Delay(50, Stop);
            await Broken(fault, call);
        });
        peer.Disclosure.Pulls.Enqueue(async (_, pages, _) =>
        {
            await pages.PageAsync("c2", "lst-3");
            await pages.EndAsync(EndReason.Complete, records: 1);
        });
        await using var hub = peer.Connect();

        var pages = await hub.PullAsync(Query, cancel: Stop).ToListAsync(Stop);

        pages.SelectMany(page => page.Views).Select(view => view.Name.Id).ShouldBe(["lst-1", "lst-2", "lst-3"]);
        peer.Disclosure.Cursors.ShouldBe(["", "", "c1"]);
    }

    [Theory]
    [InlineData(EndReason.TokenExpired)]
    [InlineData(EndReason.ServerStopping)]
    public async Task Ends_that_a_new_stream_gets_past_are_got_past_with_their_cursor(EndReason reason)
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue(async (_, pages, _) =>
        {
            await pages.PageAsync("c1", "lst-1");
            await pages.EndAsync(reason, records: 1, cursor: "c1-end");
        });
        peer.Disclosure.Pulls.Enqueue((_, pages, _) => pages.EndAsync(EndReason.Complete));
        await using var hub = peer.Connect();

        (await hub.PullAsync(Query, cancel: Stop).ToListAsync(Stop)).Count.ShouldBe(1);

        peer.Disclosure.Cursors.ShouldBe(["", "c1-end"]);
        peer.Disclosure.Tokens.ShouldBe(["Bearer token-1", "Bearer token-2"]);
        peer.Tokens.Requests.ShouldAllBe(request => request["scope"] == "purpose:border_targeting");
    }

    [Fact]
    public async Task An_ended_agreement_is_an_exception_with_its_name_and_the_hubs_words()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue((_, pages, _) => pages.EndAsync(EndReason.AgreementEnded));
        peer.Disclosure.Pulls.Enqueue((_, pages, _) => pages.EndAsync(EndReason.AccessEnded));
        await using var hub = peer.Connect();

        var ended = await Should.ThrowAsync<AgreementEndedException>(async () => await hub.PullAsync(Query, cancel: Stop).ToListAsync(Stop));
        (ended.AgreementId, ended.Message, ended.Reason).ShouldBe(("a-1", "Said the hub.", "AGREEMENT_ENDED"));
        await Should.ThrowAsync<AccessEndedException>(async () => await hub.PullAsync(Query, cancel: Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Fewer_records_than_the_marker_counts_are_not_taken_for_all()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue(async (_, pages, _) =>
        {
            await pages.PageAsync("c1", "lst-1");
            await pages.EndAsync(EndReason.Complete, records: 2);
        });
        await using var hub = peer.Connect();

        (await Should.ThrowAsync<HubException>(async () => await hub.PullAsync(Query, cancel: Stop).ToListAsync(Stop))).StatusCode.ShouldBe(StatusCode.DataLoss);
    }

    [Fact]
    public async Task A_silent_stream_is_taken_for_broken_and_heartbeats_keep_it()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue((_, _, call) => Task.Delay(Timeout.Infinite, call.CancellationToken));
        peer.Disclosure.Pulls.Enqueue(async (_, pages, _) =>
        {
            for (var beat = 0; beat < 8; beat++)
            {
                await Task.Delay(100, Stop);
                await pages.WriteAsync(new PullResponse { Heartbeat = new Heartbeat() });
            }

            await pages.EndAsync(EndReason.Complete);
        });
        await using var hub = new HubConnection(peer.Options with { SilenceLimit = TimeSpan.FromMilliseconds(600) });

        (await hub.PullAsync(Query, cancel: Stop).ToListAsync(Stop)).ShouldBeEmpty();

        peer.Disclosure.Cursors.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_is_acknowledged_when_the_consumer_asks_for_the_next()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue(async (_, pages, _) =>
        {
            await pages.PageAsync("c1", "lst-1");
            await pages.PageAsync("c2", "lst-2");
            await pages.EndAsync(EndReason.Complete, records: 2);
        });
        await using var hub = peer.Connect();
        var before = new List<int>();

        await foreach (var page in hub.PullAsync(Query, options: new ReceivingOptions { Acknowledge = true }, cancel: Stop))
            before.Add(peer.Disclosure.Acknowledged.Count);

        before.ShouldBe([0, 1]);
        peer.Disclosure.Acknowledged.ShouldBe(["d-c1", "d-c2"]);
    }

    private static Task Broken(Fault fault, ServerCallContext call)
    {
        fault.Happen(call);
        return Task.CompletedTask;
    }
}

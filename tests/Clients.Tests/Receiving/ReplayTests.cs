using Grpc.Core;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Auditing;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Receiving;

public sealed class ReplayTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_replay_goes_on_after_the_last_event()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var from = new List<ulong>();
        peer.Audit.Replays.Enqueue(async (request, pages, call) =>
        {
            from.Add(request.FromIndex);
            await pages.WriteAsync(Page(5, 7));
            await Task.Delay(50, Stop);
            Fault.StreamReset.Happen(call);
        });
        peer.Audit.Replays.Enqueue(async (request, pages, _) =>
        {
            from.Add(request.FromIndex);
            await pages.WriteAsync(Page(9));
            await pages.WriteAsync(new ReplayResponse { End = new HistoryEnd { Events = 1, LastIndex = 9 } });
        });
        await using var hub = peer.Connect();

        var events = await hub.ReplayAsync(new ReplayRequest { FromIndex = 5 }, Stop).ToListAsync(Stop);

        events.Select(e => e.Index).ShouldBe([5uL, 7uL, 9uL]);
        from.ShouldBe([5uL, 8uL]);
    }

    [Fact]
    public async Task A_replay_that_misses_events_says_so()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Audit.Replays.Enqueue(async (_, pages, _) =>
        {
            await pages.WriteAsync(Page(1));
            await pages.WriteAsync(new ReplayResponse { End = new HistoryEnd { Events = 2, LastIndex = 2 } });
        });
        await using var hub = peer.Connect();

        var error = await Should.ThrowAsync<HubException>(async () => await hub.ReplayAsync(new ReplayRequest(), Stop).ToListAsync(Stop));

        error.StatusCode.ShouldBe(StatusCode.DataLoss);
    }

    private static ReplayResponse Page(params ulong[] indexes) =>
        new() { Page = new HistoryPage { Events = { indexes.Select(index => new HistoryEvent { Index = index, Type = "disclosure.v1" }) } } };
}

using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Receiving;

public sealed class SubscribeTests
{
    private static readonly RecordQuery Query = new() { Purpose = Purpose.BorderTargeting };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_goes_on_over_breaks_and_gives_its_end_as_the_last_item()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Subscriptions.Enqueue(async (_, events, call) =>
        {
            await events.PageAsync("c1", "lst-1");
            await events.WriteAsync(new SubscribeResponse { CaughtUp = new CaughtUp { Cursor = "c1-now" } });
            await Task.Delay(50, Stop);
            Fault.Unavailable.Happen(call);
        });
        peer.Disclosure.Subscriptions.Enqueue(async (_, events, _) =>
        {
            await events.WriteAsync(new SubscribeResponse { CaughtUp = new CaughtUp { Cursor = "c1-now" } });
            await events.WriteAsync(new SubscribeResponse { Agreement = new AgreementNotice { AgreementId = "a-2", Change = "terminated" } });
            await events.WriteAsync(new SubscribeResponse { Heartbeat = new Heartbeat() });
            await events.PageAsync("c2", "lst-2");
            await events.EndAsync(EndReason.AgreementEnded);
        });
        await using var hub = peer.Connect();

        var items = await hub.SubscribeAsync(Query, new MemoryCursorStore(), cancel: Stop).ToListAsync(Stop);

        items.Select(item => item.GetType()).ShouldBe(
            [typeof(PageReceived), typeof(CaughtUpReached), typeof(AgreementChanged), typeof(PageReceived), typeof(SubscriptionEnded)]);
        ((SubscriptionEnded)items[^1]).End.Reason.ShouldBe(EndReason.AgreementEnded);
        peer.Disclosure.Cursors.ShouldBe(["", "c1-now"]);
    }

    [Fact]
    public async Task The_cursor_is_stored_after_the_consumer_is_done_with_the_page_and_not_before()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Subscriptions.Enqueue(async (_, events, _) =>
        {
            await events.PageAsync("c1", "lst-1");
            await events.PageAsync("c2", "lst-2");
            await events.EndAsync(EndReason.AgreementEnded);
        });
        var cursors = new FileCursorStore(Path.Combine(peer.Certificates.Folder, "cursor"));
        await using var hub = peer.Connect();
        var during = new List<string?>();

        await foreach (var item in hub.SubscribeAsync(Query, cursors, cancel: Stop))
            during.Add(await cursors.LoadAsync(Stop));

        during.ShouldBe([null, "c1", "c2"]);
    }

    [Fact]
    public async Task A_consumer_that_fails_gets_the_same_page_again()
    {
        await using var peer = await ScriptedHub.StartAsync();
        for (var stream = 0; stream < 2; stream++)
        {
            peer.Disclosure.Subscriptions.Enqueue(async (request, events, _) =>
            {
                if (request.Cursor == "")
                    await events.PageAsync("c1", "lst-1");
                await events.PageAsync("c2", "lst-2");
                await events.EndAsync(EndReason.AgreementEnded);
            });
        }

        var cursors = new FileCursorStore(Path.Combine(peer.Certificates.Folder, "cursor"));
        await using var hub = peer.Connect();
        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var item in hub.SubscribeAsync(Query, cursors, cancel: Stop))
            {
                if (item is PageReceived { Page.Cursor: "c2" })
                    throw new InvalidOperationException("The disk is full.");
            }
        });

        var items = await hub.SubscribeAsync(Query, cursors, cancel: Stop).ToListAsync(Stop);

        items.OfType<PageReceived>().Select(item => item.Page.Cursor).ShouldBe(["c2"]);
        peer.Disclosure.Cursors.ShouldBe(["", "c1"]);
        Directory.GetFiles(peer.Certificates.Folder, "*.tmp").ShouldBeEmpty();
    }
}

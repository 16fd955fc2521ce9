using Grpc.Core;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Keeping;
using SharingHub.Sdk.Leads;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Leads;

public sealed class LeadWatchTests
{
    private static readonly WatchLeadsRequest Request = new() { Purpose = Purpose.BorderTargeting, PerMilleOfArrivals = 20, MinProbability = 0.25 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.EndsWithOk)]
    [InlineData(Fault.StreamReset)]
    [InlineData(Fault.ConnectionReset)]
    [InlineData(Fault.TokenExpired)]
    public async Task After_a_break_the_leads_come_again_and_those_that_are_none_any_more_are_named(Fault fault)
    {
        await using var peer = await ScriptedHub.StartAsync();
        var asked = new List<WatchLeadsRequest>();
        // A reset throws away what was not read yet.
        var allRead = new TaskCompletionSource();
        peer.Targeting.Watches.Enqueue(async (request, pages, call) =>
        {
            asked.Add(request);
            await pages.LeadsAsync(GivenLeads.Lead("shp-1"), GivenLeads.Lead("shp-2"), GivenLeads.Lead("shp-3"));
            await pages.CaughtUpAsync();
            await pages.DroppedAsync("shp-3");
            await allRead.Task;
            fault.Happen(call);
        });
        peer.Targeting.Watches.Enqueue(async (request, pages, _) =>
        {
            asked.Add(request);
            await pages.LeadsAsync(GivenLeads.Lead("shp-2"), GivenLeads.Lead("shp-4"));
            await pages.CaughtUpAsync();
            await pages.EndAsync(EndReason.AccessEnded);
        });
        await using var hub = peer.Connect();

        var told = new List<string>();
        await foreach (var next in hub.WatchLeadsAsync(Request, cancel: Stop))
        {
            told.Add(Words(next));
            if (told.Count == 3)
                allRead.SetResult();
        }

        told.ShouldBe(
        [
            "leads shp-1 shp-2 shp-3", "caught up", "dropped shp-3",
            "leads shp-2 shp-4", "dropped shp-1", "caught up", "ended ACCESS_ENDED",
        ]);
        asked.ShouldBe([Request, Request]);
    }

    [Fact]
    public async Task A_break_after_which_nothing_is_left_names_all_and_says_caught_up()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Watches.Enqueue(async (_, pages, _) =>
        {
            await pages.LeadsAsync(GivenLeads.Lead("shp-1"));
            throw Refusals.With(StatusCode.Unavailable, "", "This replica is stopping.");
        });
        peer.Targeting.Watches.Enqueue(async (_, pages, _) =>
        {
            await pages.CaughtUpAsync();
            await pages.EndAsync(EndReason.AccessEnded);
        });
        await using var hub = peer.Connect();

        var told = await hub.WatchLeadsAsync(Request, cancel: Stop).Select(Words).ToListAsync(Stop);

        told.ShouldBe(["leads shp-1", "dropped shp-1", "caught up", "ended ACCESS_ENDED"]);
    }

    [Fact]
    public async Task The_token_is_asked_for_with_the_purpose_of_the_watch()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Watches.Enqueue((_, pages, _) => pages.EndAsync(EndReason.AccessEnded));
        await using var hub = peer.Connect();

        await hub.WatchLeadsAsync(Request, cancel: Stop).ToListAsync(Stop);

        peer.Tokens.Requests.Single()["scope"].ShouldBe("purpose:border_targeting");
    }

    [Fact]
    public async Task A_refused_watch_is_not_tried_again()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Watches.Enqueue((_, _, _) => throw Refusals.With(StatusCode.InvalidArgument, "INVALID_REQUEST", "min_probability: must be 0-1."));
        await using var hub = peer.Connect();

        var refused = await Should.ThrowAsync<HubException>(async () => await hub.WatchLeadsAsync(Request, cancel: Stop).ToListAsync(Stop));

        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task The_disclosures_of_leads_are_kept_before_and_acknowledged_after_they_are_handed_over()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Watches.Enqueue(async (_, pages, _) =>
        {
            var lead = GivenLeads.Lead("shp-1");
            lead.Shipment.AgreementId = "01a20fc2-0000-7102-a157-ac52c41c687d";
            await pages.LeadsAsync(lead);
            await pages.EndAsync(EndReason.AccessEnded);
        });
        await using var hub = peer.Connect();
        var kept = new KeptInMemory();
        var seen = new List<(int Kept, int Acknowledged)>();

        await foreach (var next in hub.WatchLeadsAsync(Request, new ReceivingOptions { Acknowledge = true, Receipts = kept }, Stop))
        {
            if (next is LeadsChanged)
                seen.Add((kept.Receipts.Count, peer.Disclosure.Acknowledged.Count));
        }

        seen.ShouldBe([(1, 0)]);
        peer.Disclosure.Acknowledged.ShouldBe(["01a20fc2-3b3f-7102-a157-ac52c41c687d"]);
        kept.Receipts.Single().ShouldBeOfType<KeptDisclosure>().Records.ShouldBe([new KeptDelivery(GivenLeads.Shipment("shp-1"), 1, NoticeType.Unspecified)]);
    }

    private static string Words(SubscriptionEvent next) => next switch
    {
        LeadsChanged { Page: { Leads.Count: > 0 } page } => $"leads {string.Join(' ', page.Leads.Select(lead => lead.Shipment.Name.Id))}",
        LeadsChanged { Page: var page } => $"dropped {string.Join(' ', page.Dropped.Select(name => name.Id))}",
        CaughtUpReached => "caught up",
        SubscriptionEnded { End: var end } => $"ended {end.Reason.ToName()}",
        _ => next.ToString(),
    };

    private sealed class KeptInMemory : IReceiptStore
    {
        public List<KeptReceipt> Receipts { get; } = [];

        public ValueTask KeepAsync(IReadOnlyCollection<KeptReceipt> receipts, CancellationToken cancel)
        {
            Receipts.AddRange(receipts);
            return ValueTask.CompletedTask;
        }
    }
}

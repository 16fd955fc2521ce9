using Google.Protobuf;
using Grpc.Core;
using SharingHub.Integration.Tests.Disclosure.NonInterference;
using static SharingHub.Integration.Tests.Targeting.GivenInspections;
using static SharingHub.Integration.Tests.Targeting.GivenLeads;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>
/// Random histories in pairs: the same that the hub may join for an agency, and in one of the two whatever it may not. What others know of the same traders,
/// under other purposes, above ceilings, in fields that may not be joined on, and what other agencies reject, ask carriers to hold and find, must change no lead,
/// no score, no link, and nothing that the agency is told of its own inspections once they are over.
/// </summary>
public sealed class LeadSecrecyTests(TheHub hub) : HubTests(hub)
{
    private const int Steps = 14;
    private const int Traders = 4;
    private const int Shipments = 6;

    /// <summary>The retailer whose e-mails may not be joined on: they say something else in each history.</summary>
    private const int Unjoined = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Histories_that_differ_in_what_may_not_be_joined_give_the_same_leads_and_links(int seed)
    {
        World[] worlds = [await WorldAsync(off: 0), await WorldAsync(off: 1)];
        var (visible, hidden) = (new Random(seed), new Random(-seed));
        var (revisions, held) = (new Dictionary<(int, int), uint>(), new HashSet<(int, int)>());
        // Ties that are there for certain and stay, one of them by the retailer whose e-mails may not be joined on alone.
        foreach (var (retailer, trader, shipment) in new[] { (0, 0, 0), (Unjoined, Traders, 1) })
        {
            (revisions[(retailer, trader)], revisions[(-1, shipment)]) = (1, 1);
            held.Add((retailer, trader));
            foreach (var world in worlds)
            {
                var email = retailer == Unjoined ? world.Secret(trader) : null;
                await Given.RecordsAsync(world.Retailers[retailer], AccountOf(trader, 1, SellerStatus.Suspended, email));
                await Given.RecordsAsync(world.Shipments.Carrier, ShipmentTo($"shp-{shipment}", 1, trader));
            }
        }

        for (var step = 0; step < Steps; step++)
        {
            await HideAsync(worlds[1], hidden, step);
            var act = Next(visible, revisions, held);
            foreach (var world in worlds)
                await act(world);
            await HideAsync(worlds[1], hidden, step + 100);
        }

        var (plain, busy) = (await AnswersAsync(worlds[0]), await AnswersAsync(worlds[1]));

        plain.ShouldContain("AccusedParty", customMessage: "without a tie there is nothing to compare");
        busy.ShouldBe(plain, $"seed {seed}");
    }

    /// <summary>Three retailers that release differently, a carrier, and an agency; and members whose doings the agency may not know of.</summary>
    private async Task<World> WorldAsync(int off)
    {
        var shipments = await Given.HubWithShipmentsAsync();
        var (open, _) = await Given.RetailerAsync(shipments, but: grant => grant.Read.WithheldFields.Add("seller_account.phones"));
        var (counted, _) = await Given.RetailerAsync(shipments, CorrelationRelease.Count, grant => grant.Read = null);
        var (scored, _) = await Given.RetailerAsync(shipments, CorrelationRelease.Score, grant =>
        {
            grant.Correlate.WithheldFromCorrelation = true;
            grant.Read.WithheldFields.Add("seller_account.emails");
        });
        var other = new HubWithShipments(await Given.AgencyAsync(), shipments.Carrier);
        await Given.AgreementAsync(open, other.Agency, Joining());
        await Given.AgreementAsync(shipments.Carrier, other.Agency, Joining(grant => grant.Kinds.Add(RecordKind.Shipment)));
        foreach (var agency in new[] { shipments.Agency, other.Agency })
            await Given.AgreementAsync(agency, shipments.Carrier, Of(RecordKind.Inspection));
        return new World(shipments, [open, counted, scored], await Given.RetailerAsync(), await Given.CarrierAsync(), other, off);
    }

    private Func<World, Task> Next(Random random, Dictionary<(int, int), uint> revisions, HashSet<(int, int)> held)
    {
        var retailer = random.Next(3);
        // Of some traders only the one whose e-mails may not be joined on knows: nothing else outweighs it.
        var trader = random.Next(1, Traders) + (retailer == Unjoined ? Traders : 0);
        switch (random.Next(7))
        {
            case 0 when held.Remove((retailer, trader)):
                return world => Given.RetractedAsync(world.Retailers[retailer], RecordKind.SellerAccount, $"slr-{trader}");
            case 3:
                var (examined, result) = (random.Next(2), random.Next(2) == 0 ? InspectionResult.Seized : InspectionResult.Released);
                return world => InspectAsync(world.Shipments, $"shp-{examined}", result);
            case 1 or 2:
                var (shipment, receiver) = (random.Next(2, Shipments), random.Next(2 * Traders));
                var ofShipment = revisions[(-1, shipment)] = revisions.GetValueOrDefault((-1, shipment)) + 1;
                return world => Given.RecordsAsync(world.Shipments.Carrier, ShipmentTo($"shp-{shipment}", ofShipment, receiver));
            default:
                var revision = revisions[(retailer, trader)] = revisions.GetValueOrDefault((retailer, trader)) + 1;
                held.Add((retailer, trader));
                var status = random.Next(4) == 0 ? SellerStatus.Active : SellerStatus.Suspended;
                return world => Given.RecordsAsync(world.Retailers[retailer], AccountOf(trader, revision, status, email: retailer == Unjoined ? world.Secret(trader) : null));
        }
    }

    private async Task HideAsync(World world, Random random, int step)
    {
        var trader = random.Next(Traders);
        switch (random.Next(8))
        {
            case 6:
                await Hub.RequestedAsync(new HubWithInspections(world.Other.Agency, world.Other.Carrier, new Agreement()), $"shp-{random.Next(2)}");
                break;
            case 7:
                await InspectAsync(world.Other, $"shp-{random.Next(2)}", random.Next(2) == 0 ? InspectionResult.Seized : InspectionResult.Released);
                break;
            case 0:
                await Given.RecordsAsync(world.Stranger, Named(AccountOf(trader, 1, SellerStatus.Suspended), $"hidden-{step}"));
                break;
            case 1:
                var strict = Named(AccountOf(trader, 1, SellerStatus.Suspended), $"hidden-{step}");
                strict.Tlp = Tlp.Red;
                await Given.RecordsAsync(world.Retailers[random.Next(3)], strict);
                break;
            case 2:
                await Given.RecordsAsync(world.OtherCarrier, ShipmentTo($"hidden-{step}", 1, trader));
                break;
            case 3:
                var of = new RecordName { Contributor = world.Retailers[0].Id, Kind = RecordKind.SellerAccount, Id = $"slr-{trader}" };
                var to = new RecordName { Contributor = world.Shipments.Carrier.Id, Kind = RecordKind.Shipment, Id = $"shp-{random.Next(Shipments)}" };
                await AskAsync(async () => (await world.Other.Agency.Hub.Correlation.RejectAsync(
                    new RejectRequest { Purpose = Purpose.BorderTargeting, One = of, Other = to, Reason = "Not for us." })).ToString());
                break;
            case 4:
                await AskAsync(async () => (await world.Other.ExplainAsync($"shp-{random.Next(Shipments)}")).ToString());
                break;
            default:
                await Given.RecordsAsync(world.Retailers[0], Records.Listing($"hidden-{step}"));
                break;
        }
    }

    /// <summary>From the request to what was found.</summary>
    private async Task InspectAsync(HubWithShipments world, string shipment, InspectionResult result)
    {
        var name = await Hub.ExaminedAsync(new HubWithInspections(world.Agency, world.Carrier, new Agreement()), shipment);
        var outcome = await world.Agency.Hub.Targeting.RecordOutcomeAsync(result == InspectionResult.Seized ? Seizing(name) : Finding(name, result));
        await Hub.SequencedAsync([outcome.Receipt.EventId, outcome.Outcome.EventId]);
    }

    private static async Task<string> AnswersAsync(World world)
    {
        var names = new Names(world.Shipments.Agency, [.. world.Retailers, world.Shipments.Carrier]);
        var said = new List<string>();
        using var watch = new LeadStream(world.Shipments.Agency, Watching(aDay: 4));
        said.AddRange((await watch.CaughtUpAsync()).Select(Of));
        var correlation = world.Shipments.Agency.Hub.Correlation;
        for (var i = 0; i < Shipments; i++)
            said.Add(await AskAsync(async () => Of(await world.Shipments.ExplainAsync($"shp-{i}"))));
        foreach (var name in world.Retailers.SelectMany(r => Enumerable.Range(0, 2 * Traders).Select(trader =>
            new RecordName { Contributor = r.Id, Kind = RecordKind.SellerAccount, Id = $"slr-{trader}" })))
        {
            said.Add(await AskAsync(async () =>
            {
                var answer = await correlation.GetLinksAsync(new GetLinksRequest { Purpose = Purpose.BorderTargeting, Record = name });
                return Sorted(answer.Links, answer.FurtherMembers);
            }));
            said.Add(await AskAsync(async () =>
            {
                var answer = await correlation.GetRingAsync(new GetRingRequest { Purpose = Purpose.BorderTargeting, Record = name });
                return Sorted(answer.Records, answer.FurtherMembers);
            }));
        }

        var targeting = world.Shipments.Agency.Hub.Targeting;
        var yield = await targeting.GetYieldAsync(new GetYieldRequest { Purpose = Purpose.BorderTargeting });
        said.Add(Sorted(yield.ByReason.Concat(yield.ByContributor).Concat(yield.ByMonth), 0));
        said.Add(Sorted((await targeting.ListInspectionsAsync(new ListInspectionsRequest { Purpose = Purpose.BorderTargeting })).Inspections, 0));

        // Members have other names in each history, so what is sorted by name is in another order.
        string Sorted<T>(IEnumerable<T> parts, uint further)
            where T : IMessage => $"{string.Join(' ', parts.Select(p => names.Out(p.ToString()!)).Order(StringComparer.Ordinal))} and {further}";

        string Of(Lead lead)
        {
            lead = lead.Clone();
            lead.Shipment.AgreementId = "";
            return $"{names.Out(lead.ToString())} {string.Join(' ', lead.Reasons.Select(r => r.Kind))}";
        }

        return names.Out(string.Join('\n', said));
    }

    private static async Task<string> AskAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException refused)
        {
            return refused.Whole();
        }
    }

    private static IntelRecord AccountOf(int trader, uint revision, SellerStatus status, string? email = null)
    {
        var record = Named(Records.Seller("", revision), $"slr-{trader}");
        record.Confidence = 95;
        record.SellerAccount.SellerId = $"slr-{trader}";
        record.SellerAccount.Status = status;
        record.SellerAccount.LegalName = NameOf(trader);
        record.SellerAccount.TaxIds.Clear();
        record.SellerAccount.Phones.Add(PhoneOf(trader));
        record.SellerAccount.Emails.Clear();
        record.SellerAccount.Emails.Add(email ?? $"trader-{trader}@shop.example");
        return record;
    }

    private static IntelRecord ShipmentTo(string id, uint revision, int trader)
    {
        var record = Shipment(id);
        record.Revision = revision;
        (record.Shipment.Consignee.Name, record.Shipment.Consignee.Address) = (NameOf(trader), null);
        record.Shipment.Consignee.Phones.Clear();
        record.Shipment.Consignee.Phones.Add(PhoneOf(trader));
        record.Shipment.Consignee.Emails.Add($"trader-{trader}@shop.example");
        record.Shipment.Waybill = $"670000000{trader}";
        return record;
    }

    private static IntelRecord Named(IntelRecord record, string id)
    {
        record.Id = id;
        return record;
    }

    private static string NameOf(int trader) => $"{LogCheck.Canary} Trader {(char)('A' + trader)}{(char)('K' + trader)} Trading";

    private static string PhoneOf(int trader) => $"+120255501{40 + trader}";

    private sealed record World(HubWithShipments Shipments, Party[] Retailers, Party Stranger, Party OtherCarrier, HubWithShipments Other, int Off)
    {
        /// <summary>What may not be joined on: in one history it agrees with the consignment, in the other with another trader's.</summary>
        public string Secret(int trader) => $"trader-{trader + Off}@shop.example";
    }
}

using Grpc.Core;
using static SharingHub.Integration.Tests.Targeting.GivenInspections;

namespace SharingHub.Integration.Tests.Targeting;

public sealed class InspectionLifeTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_request_is_held_examined_and_seized_and_each_side_hears_of_every_step()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        using var carrier = new InspectionWatch(world.Carrier);
        using var agency = new InspectionWatch(world.Agency);
        await carrier.CaughtUpAsync();
        await agency.CaughtUpAsync();

        var requested = await world.Agency.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, "shp-1"));
        (requested.Receipt.Name.Revision, requested.Receipt.Version, requested.AnotherAgencyHasAnInterest).ShouldBe((1u, 1ul, false));
        var seen = await carrier.NextAsync();
        (seen.Status, seen.Addressee, seen.ShipmentId, seen.Waybill).ShouldBe((InspectionStatus.Requested, world.Carrier.Id, "shp-1", "W-shp-1"));
        (await agency.NextAsync()).ShouldBe(seen);

        var held = await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(requested.Receipt.Name));
        (held.Receipt.Name.Contributor, held.Receipt.Name.Revision).ShouldBe((world.Agency.Id, 2u));
        (seen = await agency.NextAsync()).Status.ShouldBe(InspectionStatus.Held);
        (seen.Hold.Place, seen.Hold.Revision).ShouldBe(("dock 4", 2u));
        (await carrier.NextAsync()).ShouldBe(seen);

        var examined = await world.Agency.Hub.Targeting.RecordExaminationAsync(Examining(held.Receipt.Name));
        (await carrier.NextAsync()).Status.ShouldBe(InspectionStatus.Examined);
        (await agency.NextAsync()).Examination.Port.ShouldBe("USLAX");

        await world.Agency.Hub.Targeting.RecordOutcomeAsync(Seizing(examined.Receipt.Name));
        (await carrier.NextAsync()).Finding.Goods.Select(g => (g.Brand, g.Quantity)).ShouldBe([("Tempo", 40ul), ("Acme", 2ul)]);
        (await agency.NextAsync()).Status.ShouldBe(InspectionStatus.Closed);
    }

    [Fact]
    public async Task A_finding_makes_its_outcome_and_a_seizure_for_each_brand_in_one_transaction()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        var retailer = await Given.RetailerAsync();
        await Given.AgreementAsync(world.Agency, retailer, Terms.Grant(grant =>
        {
            grant.Kinds.Clear();
            grant.Kinds.Add([RecordKind.InspectionOutcome, RecordKind.Seizure]);
            grant.Read.WithheldClasses.Add(FieldClass.Commercial);
            grant.Purposes[0] = Purpose.SellerVetting;
        }));

        var found = await world.Agency.Hub.Targeting.RecordOutcomeAsync(Seizing(await Hub.ExaminedAsync(world)));
        await Hub.SequencedAsync(found.Seizures.Append(found.Outcome).Select(r => r.EventId));

        found.Seizures.Select(s => s.Name.Id).ShouldBe([$"{found.Outcome.Name.Id}.1", $"{found.Outcome.Name.Id}.2"]);
        found.Seizures.Append(found.Outcome).Append(found.Receipt).Select(r => r.CommittedAt).Distinct().ShouldHaveSingleItem();
        var pulled = await retailer.PullAsync(Terms.Query(Purpose.SellerVetting));
        pulled.Views.Count.ShouldBe(3);
        var outcome = pulled.View(found.Outcome.Name.Id).Content();
        (outcome.InspectionOutcome.Result, outcome.InspectionOutcome.Port, outcome.InspectionOutcome.Brand).ShouldBe((InspectionResult.Seized, "USLAX", ""));
        (outcome.InspectionOutcome.Waybill, outcome.InspectionOutcome.SeizureNumber, outcome.InspectionOutcome.Quantity).ShouldBe(("", "", 0ul), "commercial fields are withheld");
        outcome.Links.ShouldBeEmpty("the retailer sees neither the inspection nor the shipment");
        pulled.View(found.Seizures[0].Name.Id).Content().Seizure.ShouldBe(new Seizure { Port = "USLAX", SeizedAt = found.Outcome.CommittedAt, Brand = "Tempo", Quantity = 40 });
    }

    [Fact]
    public async Task An_act_sent_again_with_the_same_words_is_answered_with_the_same_receipts()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        var asking = Asking(world.Carrier, "shp-1");
        asking.InspectionId = Guid.NewGuid().ToString("D");

        var requested = await world.Agency.Hub.Targeting.RequestInspectionAsync(asking);
        (await world.Agency.Hub.Targeting.RequestInspectionAsync(asking)).Receipt.ShouldBe(requested.Receipt);
        await Hub.SequencedAsync([requested.Receipt.EventId]);
        var held = await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(requested.Receipt.Name));
        (await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(requested.Receipt.Name))).ShouldBe(held);
        var examined = await world.Agency.Hub.Targeting.RecordExaminationAsync(Examining(held.Receipt.Name));
        (await world.Agency.Hub.Targeting.RecordExaminationAsync(Examining(held.Receipt.Name))).ShouldBe(examined);
        var found = await world.Agency.Hub.Targeting.RecordOutcomeAsync(Seizing(examined.Receipt.Name));
        (await world.Agency.Hub.Targeting.RecordOutcomeAsync(Seizing(examined.Receipt.Name))).ShouldBe(found);
        (await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(requested.Receipt.Name))).ShouldBe(held, "also when more has happened since");
        asking.Reason = "Something else.";
        await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", async () => await world.Agency.Hub.Targeting.RequestInspectionAsync(asking));
    }

    [Fact]
    public async Task Of_two_acts_on_the_same_revision_one_wins_and_the_other_is_told_to_read_again()
    {
        var world = await Given.HubWithInspectionsAsync();
        for (var round = 1; round <= 5; round++)
        {
            await Given.RecordsAsync(world.Carrier, Records.Shipment($"shp-{round}"));
            var name = await Hub.RequestedAsync(world, $"shp-{round}");

            async Task<bool> WinsAsync(Task act)
            {
                try
                {
                    await act;
                    return true;
                }
                catch (RpcException refused)
                {
                    refused.ShouldSay(StatusCode.Aborted, "CHANGED_MEANWHILE");
                    return false;
                }
            }

            var won = await Task.WhenAll(
                WinsAsync(world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(name)).ResponseAsync),
                WinsAsync(world.Carrier.Hub.Targeting.RecordMissAsync(Missing(name)).ResponseAsync),
                WinsAsync(world.Agency.Hub.Targeting.WithdrawRequestAsync(Withdrawing(name)).ResponseAsync));
            won.Count(w => w).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_request_that_is_answered_too_late_is_late_until_it_is_answered()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        using var agency = new InspectionWatch(world.Agency);
        var asking = Asking(world.Carrier, "shp-1");
        asking.RespondBy = await Given.InAsync(TimeSpan.FromSeconds(1));

        var requested = await world.Agency.Hub.Targeting.RequestInspectionAsync(asking);

        (await agency.OwnAsync()).Late.ShouldBeFalse();
        var late = await agency.OwnAsync();
        (late.Late, late.Name.Revision).ShouldBe((true, 1u), "the clock alone made it late");
        await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(requested.Receipt.Name));
        (await agency.OwnAsync()).Late.ShouldBeFalse();
    }
}

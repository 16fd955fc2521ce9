using static SharingHub.Integration.Tests.Targeting.GivenInspections;
using static SharingHub.Integration.Tests.Targeting.GivenLeads;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>What an agency's own examinations teach its own leads.</summary>
public sealed class YieldTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task What_was_found_is_counted_by_reason_by_contributor_and_by_month_and_adjusts_the_next_lead_and_nobody_elses()
    {
        var world = await Given.HubWithShipmentsAsync();
        await Given.AgreementAsync(world.Agency, world.Carrier, GivenInspections.Of(RecordKind.Inspection));
        var (retailer, _) = await Given.RetailerAsync(world);
        var second = new HubWithShipments(await Given.AgencyAsync(), world.Carrier);
        await Given.AgreementAsync(retailer, second.Agency, Joining());
        await Given.AgreementAsync(world.Carrier, second.Agency, Joining(grant => grant.Kinds.Add(RecordKind.Shipment)));
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 20).Select(n => Honest(n)), Shipment("shp-1"), Shipment("shp-2"), Shipment("shp-3")]);
        (await YieldAsync(world)).ByContributor.ShouldBeEmpty();
        ReliabilityOf(await world.ExplainAsync("shp-3")).ShouldBe(1);

        await ExaminedAsync(world, "shp-1", InspectionResult.Released);
        await ExaminedAsync(world, "shp-2", InspectionResult.Released);

        var yield = await YieldAsync(world);
        var row = yield.ByContributor.ShouldHaveSingleItem();
        (row.Key, row.Examined, row.Seized).ShouldBe((retailer.Id, 2u, 0u));
        row.Expected.ShouldBeInRange(1, 2);
        row.Reliability.ShouldBe(10 / (row.Expected + 10), 1e-9);
        var reason = yield.ByReason.Single(r => r.Key == "accused_party");
        (reason.Examined, reason.Seized, reason.Reliability).ShouldBe((2u, 0u, 0d));
        yield.ByMonth.Select(m => (m.Key, m.Examined)).ShouldBe([("2020-11", 2u)]);
        ReliabilityOf(await world.ExplainAsync("shp-3")).ShouldBe(row.Reliability, 1e-9);
        (await YieldAsync(second)).ByContributor.ShouldBeEmpty("another agency's examinations are its own");
        ReliabilityOf(await second.ExplainAsync("shp-3")).ShouldBe(1);
    }

    [Theory]
    [InlineData(CorrelationRelease.Score)]
    [InlineData(CorrelationRelease.Count)]
    public async Task A_member_that_may_not_be_named_is_summed_or_left_out(CorrelationRelease release)
    {
        var world = await Given.HubWithShipmentsAsync();
        await Given.AgreementAsync(world.Agency, world.Carrier, GivenInspections.Of(RecordKind.Inspection));
        var (retailer, _) = await Given.RetailerAsync(world, release, grant => grant.Read = null);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));
        await ExaminedAsync(world, "shp-1", InspectionResult.Released);

        var yield = await YieldAsync(world);

        yield.ToString().ShouldNotContain(retailer.Id);
        yield.ByContributor.Select(r => (r.Key, r.Examined, r.Reliability)).ShouldBe(release == CorrelationRelease.Count ? [("others", 1u, 0d)] : []);
        yield.ByReason.Any(r => r.Key == "accused_party").ShouldBe(release == CorrelationRelease.Count);
    }

    private async Task ExaminedAsync(HubWithShipments world, string shipment, InspectionResult result)
    {
        var name = await Hub.ExaminedAsync(new HubWithInspections(world.Agency, world.Carrier, new Agreement()), shipment);
        var outcome = await world.Agency.Hub.Targeting.RecordOutcomeAsync(Finding(name, result));
        await Hub.SequencedAsync([outcome.Receipt.EventId, outcome.Outcome.EventId]);
    }

    private static double ReliabilityOf(Lead lead) => lead.Reasons.Single(r => r.Kind == LeadReasonKind.AccusedParty).Reliability;

    private static async Task<GetYieldResponse> YieldAsync(HubWithShipments world) =>
        await world.Agency.Hub.Targeting.GetYieldAsync(new GetYieldRequest { Purpose = Purpose.BorderTargeting });
}

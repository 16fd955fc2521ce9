using SharingHub.Integration.Tests.Targeting;
using static SharingHub.Integration.Tests.Targeting.GivenInspections;

namespace SharingHub.Integration.Tests.Audit;

/// <summary>What a hub really wrote, as an auditor archives it.</summary>
public sealed class ArchiveTests(OwnHub hub) : HubTests(hub), IClassFixture<OwnHub>
{
    [Fact]
    public async Task What_a_replay_opens_makes_an_archive_that_is_clean_and_of_which_every_disclosure_is_decided_the_same_again()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Seller("s-2"));
        await shared.Recipient.PullAsync();
        await Given.RetractedAsync(shared.Provider, RecordKind.SellerAccount, "s-1");
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-2", revision: 2), Records.Listing("l-1"));
        await shared.Recipient.PullAsync();

        var report = Archiving.Verify(await Given.HistoryAsync(new ReplayRequest { WithOpenings = true }));

        report.Findings.ShouldBeEmpty();
        report.Clean.ShouldBeTrue();
        report.Decided.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Whoever_takes_the_ledger_away_decides_the_disclosure_of_an_inspection_again_alike()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        var name = await Hub.ExaminedAsync(world);
        await world.Agency.Hub.Targeting.RecordOutcomeAsync(Seizing(name));
        var got = (await world.Carrier.GetAsync(world.Agency.Id, RecordKind.Inspection, name.Id)).Disclosure;

        var history = await Given.HistoryAsync(new ReplayRequest { WithOpenings = true });

        var disclosed = history.Single(e => e.Id == got.DisclosureId);
        V1.Disclosed.Parser.ParseFrom(disclosed.Body).Records.ShouldHaveSingleItem().Attributes.Addressee.ShouldBe(world.Carrier.Id);
        var report = Archiving.Verify(history);
        report.Findings.ShouldBeEmpty();
        report.Clean.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_takes_the_ledger_away_decides_what_a_lead_rested_on_again_alike()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world, CorrelationRelease.Count, grant => grant.Read = null);
        await Given.RecordsAsync(retailer, GivenLeads.Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, GivenLeads.Shipment("shp-1"));
        (await world.ExplainAsync("shp-1")).FurtherMembers.ShouldBe(1u);

        var history = await Given.HistoryAsync(new ReplayRequest { WithOpenings = true });

        var used = Used.Parser.ParseFrom(history.Single(e => e.Type == "disclosure.used.v1").Body);
        used.Records.ShouldHaveSingleItem().Name.Id.ShouldBe("slr-1");
        var report = Archiving.Verify(history);
        report.Findings.ShouldBeEmpty();
        report.Clean.ShouldBeTrue();
    }

    [Fact]
    public async Task Openings_come_only_when_asked_for_and_never_the_body_salt_of_what_a_record_says()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));

        var plain = await Given.HistoryAsync(new ReplayRequest());
        var opened = await Given.HistoryAsync(new ReplayRequest { WithOpenings = true });

        plain.ShouldAllBe(e => !e.HasEnvelope && !e.HasSalt && !e.HasBodySalt);
        opened.ShouldAllBe(e => e.HasEnvelope && e.Salt.Length == 32);
        opened.ShouldAllBe(e => e.HasBodySalt == e.HasBody && e.HasBodySalt != e.Type.StartsWith("record.", StringComparison.Ordinal));
    }
}

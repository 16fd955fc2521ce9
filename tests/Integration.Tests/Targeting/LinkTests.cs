using Grpc.Core;
using static SharingHub.Integration.Tests.Targeting.GivenLeads;

namespace SharingHub.Integration.Tests.Targeting;

public sealed class LinkTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Records_of_two_members_that_speak_of_one_trader_are_linked_with_what_agrees()
    {
        var (world, one, other) = await TwoRetailersAsync();

        var link = (await LinksAsync(world, Name(one))).Links.ShouldHaveSingleItem();

        (link.From, link.To.Record, link.To.Contributor).ShouldBe((Name(one), Name(other), other.Id));
        link.Score.ShouldBeInRange(0.9, 1);
        link.Kind.ShouldBe(LinkKind.OneActor);
        link.Reasons.Select(r => (r.Aspect, r.Agreement, r.FromField)).ShouldContain(("phone", "same", "seller_account.phones"));
        var explained = await world.Agency.Hub.Correlation.ExplainAsync(
            new CorrelationServiceExplainRequest { Purpose = Purpose.BorderTargeting, From = Name(one), To = Name(other) });
        (explained.Link, explained.Rejected).ShouldBe((link, false));
        var ring = await RingAsync(world, Name(one));
        ring.Records.Select(r => r.Record).ShouldBe([Name(one), Name(other)], ignoreOrder: true);
        ring.Links.ShouldHaveSingleItem().Score.ShouldBe(link.Score);
    }

    [Fact]
    public async Task What_is_withheld_in_one_of_two_records_is_not_told_by_its_agreeing_with_what_is_read_in_the_other()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (one, _) = await Given.RetailerAsync(world);
        var (other, _) = await Given.RetailerAsync(world, but: grant => grant.Read.WithheldFields.Add(["seller_account.phones", "seller_account.addresses.lines"]));
        await Given.RecordsAsync(one, Suspended("slr"));
        await Given.RecordsAsync(other, Suspended("slr"));

        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            var explained = await world.Agency.Hub.Correlation.ExplainAsync(
                new CorrelationServiceExplainRequest { Purpose = Purpose.BorderTargeting, From = Name(from), To = Name(to) });
            var links = await LinksAsync(world, Name(from));

            links.Links.ShouldHaveSingleItem().ShouldBe(explained.Link);
            explained.ToString().ShouldNotContain("phone");
            explained.ToString().ShouldNotContain("address");
            explained.Link.Reasons.Select(r => r.FromField).ShouldContain("seller_account.legal_name");
            var withheld = explained.Link.Reasons.Single(r => r.Aspect == "withheld");
            (withheld.Agreement, withheld.FromField, withheld.ToField).ShouldBe(("", "", ""));
            withheld.Weight.ShouldBeGreaterThan(0);
            explained.Link.Kind.ShouldBe(LinkKind.Unspecified, "whether the withheld fields agree is in it");
        }
    }

    [Fact]
    public async Task One_number_under_different_names_links_two_and_does_not_make_them_one_actor()
    {
        var world = await Given.HubWithShipmentsAsync();
        var ((one, _), (other, _)) = (await Given.RetailerAsync(world), await Given.RetailerAsync(world));
        await Given.RecordsAsync(one, Trader("+12025550111", "northern-lights@a.example"));
        await Given.RecordsAsync(other, Trader("+12025550111", "silk-road@b.example"));

        (await LinksAsync(world, Name(one))).Links.ShouldHaveSingleItem().Kind.ShouldBe(LinkKind.SharedNumber);
    }

    [Fact]
    public async Task A_link_that_was_told_is_a_use_of_both_records()
    {
        var (world, one, other) = await TwoRetailersAsync();

        await LinksAsync(world, Name(one));

        foreach (var retailer in new[] { one, other })
        {
            var seen = (await retailer.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = Name(retailer) })).Disclosures.ShouldHaveSingleItem();
            (seen.Recipient, seen.Use).ShouldBe((world.Agency.Id, RecordUse.Correlate));
        }
    }

    [Fact]
    public async Task A_rejected_link_counts_for_nothing_for_whoever_rejected_it_until_it_is_restored()
    {
        var (world, one, other) = await TwoRetailersAsync(SellerStatus.Active);
        var second = new HubWithShipments(await Given.AgencyAsync(), world.Carrier);
        await Given.AgreementAsync(one, second.Agency, Joining());
        await Given.AgreementAsync(other, second.Agency, Joining());
        var rejection = new RejectRequest { Purpose = Purpose.BorderTargeting, One = Name(other), Other = Name(one), Reason = "Another of that name." };

        await world.Agency.Hub.Correlation.RejectAsync(rejection);
        await world.Agency.Hub.Correlation.RejectAsync(rejection);

        (await LinksAsync(world, Name(one))).Links.ShouldBeEmpty();
        (await RingAsync(world, Name(one))).Records.ShouldHaveSingleItem();
        (await LinksAsync(second, Name(one))).Links.ShouldHaveSingleItem("another agency has its own judgement");
        var standing = (await RejectionsAsync(world)).ShouldHaveSingleItem();
        standing.Reason.ShouldBe(rejection.Reason);
        new[] { standing.One.Contributor, standing.Other.Contributor }.ShouldBe([one.Id, other.Id], ignoreOrder: true);
        (await ExplainedAsync(world, one, other)).ShouldBe((false, true));

        await world.Agency.Hub.Correlation.RestoreAsync(new RestoreRequest { Purpose = Purpose.BorderTargeting, One = Name(one), Other = Name(other), Reason = "It is." });
        (await LinksAsync(world, Name(one))).Links.ShouldHaveSingleItem();
        (await RejectionsAsync(world)).ShouldBeEmpty();
        (await ExplainedAsync(world, one, other)).ShouldBe((true, false));
    }

    [Fact]
    public async Task A_party_of_a_consignment_can_be_rejected_as_that_trader()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(retailer, Suspended("slr"));
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));
        (await world.ExplainAsync("shp-1")).Reasons.ShouldContain(r => r.Kind == LeadReasonKind.AccusedParty);

        await world.Agency.Hub.Correlation.RejectAsync(new RejectRequest
        {
            Purpose = Purpose.BorderTargeting,
            One = new RecordName { Contributor = world.Carrier.Id, Kind = RecordKind.Shipment, Id = "shp-1" },
            Other = Name(retailer),
            Reason = "Examined before: another person.",
        });

        (await world.ExplainAsync("shp-1")).Reasons.ShouldNotContain(r => r.Kind == LeadReasonKind.AccusedParty);
    }

    [Theory]
    [InlineData(CorrelationRelease.Score)]
    [InlineData(CorrelationRelease.Count)]
    [InlineData(CorrelationRelease.Contributor)]
    public async Task A_linked_record_that_may_not_be_read_is_told_of_as_its_agreement_releases(CorrelationRelease release)
    {
        var world = await Given.HubWithShipmentsAsync();
        var (one, _) = await Given.RetailerAsync(world);
        var (hidden, _) = await Given.RetailerAsync(world, release, grant => grant.Read = null);
        await Given.RecordsAsync(one, Suspended("slr"));
        await Given.RecordsAsync(hidden, Suspended("slr"));

        var (links, ring) = (await LinksAsync(world, Name(one)), await RingAsync(world, Name(one)));

        links.ToString().Contains(hidden.Id, StringComparison.Ordinal).ShouldBe(release == CorrelationRelease.Contributor);
        ring.ToString().Contains(hidden.Id, StringComparison.Ordinal).ShouldBe(release == CorrelationRelease.Contributor);
        (links.FurtherMembers, ring.FurtherMembers).ShouldBe(release == CorrelationRelease.Count ? (1u, 1u) : (0u, 0u));
        links.Links.ShouldAllBe(l => l.To.Record == null && l.Reasons.Count == 0);
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => LinksAsync(world, Name(hidden)));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => world.Agency.Hub.Correlation.RejectAsync(
            new RejectRequest { Purpose = Purpose.BorderTargeting, One = Name(one), Other = Name(hidden), Reason = "No." }).ResponseAsync);
    }

    [Fact]
    public async Task A_ring_does_not_go_on_behind_what_may_not_be_told()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (first, _) = await Given.RetailerAsync(world);
        var (between, _) = await Given.RetailerAsync(world, CorrelationRelease.Score);
        var (last, _) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(first, Trader("+12025550111", "first@a.example"));
        await Given.RecordsAsync(between, Trader("+12025550111", "between@a.example"));
        await Given.RecordsAsync(last, Trader("+12025550122", "between@a.example"));

        (await LinksAsync(world, Name(last))).Links.ShouldBeEmpty();
        (await RingAsync(world, Name(first))).Records.Select(r => r.Record).ShouldBe([Name(first)]);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused_by_the_names_of_its_fields()
    {
        var agency = await Given.AgencyAsync();
        var reject = await Refused.WithAsync(
            StatusCode.InvalidArgument, "REQUEST_INVALID", () => agency.Hub.Correlation.RejectAsync(new RejectRequest { One = new RecordName() }).ResponseAsync);
        reject.Fields().ShouldBe(["purpose", "one.contributor", "one.kind", "one.id", "other", "reason"]);
    }

    private async Task<(HubWithShipments World, Party One, Party Other)> TwoRetailersAsync(SellerStatus status = SellerStatus.Suspended)
    {
        var world = await Given.HubWithShipmentsAsync();
        var ((one, _), (other, _)) = (await Given.RetailerAsync(world), await Given.RetailerAsync(world));
        await Given.RecordsAsync(one, Suspended("slr", status: status));
        await Given.RecordsAsync(other, Suspended("slr", status: status));
        return (world, one, other);
    }

    private static IntelRecord Trader(string phone, string email)
    {
        var record = Records.Seller("slr");
        record.SellerAccount.LegalName = $"{LogCheck.Canary} {email}";
        record.SellerAccount.Emails.Clear();
        record.SellerAccount.Emails.Add(email);
        record.SellerAccount.TaxIds.Clear();
        record.SellerAccount.Phones.Add(phone);
        return record;
    }

    private static RecordName Name(Party retailer) => new() { Contributor = retailer.Id, Kind = RecordKind.SellerAccount, Id = "slr", Revision = 1 };

    private static async Task<GetLinksResponse> LinksAsync(HubWithShipments world, RecordName name) =>
        await world.Agency.Hub.Correlation.GetLinksAsync(new GetLinksRequest { Purpose = Purpose.BorderTargeting, Record = name });

    private static async Task<GetRingResponse> RingAsync(HubWithShipments world, RecordName name) =>
        await world.Agency.Hub.Correlation.GetRingAsync(new GetRingRequest { Purpose = Purpose.BorderTargeting, Record = name });

    private static async Task<IReadOnlyList<Rejection>> RejectionsAsync(HubWithShipments world) =>
        (await world.Agency.Hub.Correlation.ListRejectionsAsync(new ListRejectionsRequest { Purpose = Purpose.BorderTargeting })).Rejections;

    private static async Task<(bool IsLinked, bool IsRejected)> ExplainedAsync(HubWithShipments world, Party one, Party other)
    {
        var answer = await world.Agency.Hub.Correlation.ExplainAsync(
            new CorrelationServiceExplainRequest { Purpose = Purpose.BorderTargeting, From = Name(one), To = Name(other) });
        return (answer.Link is not null, answer.Rejected);
    }
}

using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static SharingHub.Integration.Tests.Targeting.GivenLeads;

namespace SharingHub.Integration.Tests.Targeting;

public sealed class LeadTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_consignment_to_an_accused_trader_is_the_days_first_lead_with_what_agrees_in_words_and_numbers_that_add_up()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 20).Select(n => Honest(n)), Shipment("shp-1")]);

        using var watch = new LeadStream(world.Agency, Watching(aDay: 1));
        var lead = (await watch.CaughtUpAsync()).ShouldHaveSingleItem();

        lead.Shipment.Content().Id.ShouldBe("shp-1");
        (lead.Rank, lead.EstimatedArrival.ToDateTime()).ShouldBe((1u, Arrival));
        var reason = lead.Reasons.Single(r => r.Kind == LeadReasonKind.AccusedParty);
        (reason.Field, reason.WithheldAgreeing).ShouldBe(("shipment.consignee", 0u));
        reason.Agreeing.ShouldBe(["seller_account.legal_name", "seller_account.addresses", "seller_account.phones"], ignoreOrder: true);
        var step = reason.Path.ShouldHaveSingleItem();
        (step.Contributor, step.Record.Kind, step.Record.Id).ShouldBe((retailer.Id, RecordKind.SellerAccount, "slr-1"));
        reason.Words.ShouldBe($"The consignee agrees in legal name, addresses and phones with {retailer.Id}/seller_account/slr-1.");
        (lead.StartLogOdds + lead.Reasons.Sum(r => r.Weight) + lead.OtherWeight).ShouldBe(lead.LogOdds, 1e-9);
        lead.Probability.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public async Task Every_lead_that_leaves_is_a_disclosure_of_the_shipment_and_a_use_of_what_stands_behind_it_and_both_are_decided_the_same_again()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, agreement) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));

        var answer = await world.Agency.Hub.Targeting.ExplainLeadAsync(Asking(world, "shp-1"));

        var shown = (await WhoSawAsync(world.Carrier, RecordKind.Shipment, "shp-1")).ShouldHaveSingleItem();
        (shown.DisclosureId, shown.Recipient, shown.Use).ShouldBe((answer.Disclosure.DisclosureId, world.Agency.Id, RecordUse.Read));
        var used = (await WhoSawAsync(retailer, RecordKind.SellerAccount, "slr-1")).ShouldHaveSingleItem();
        (used.Recipient, used.Purpose, used.AgreementId, used.Use).ShouldBe((world.Agency.Id, Purpose.BorderTargeting, agreement.Id, RecordUse.Correlate));

        var auditor = await Given.AuditorAsync();
        (await EndOfRecheckAsync(auditor)).Differences.ShouldBe(0ul);
        var history = await Given.HistoryAsync(new ReplayRequest { Types_ = { "disclosure.used.v1" } }, auditor);
        Used.Parser.ParseFrom(history.Single(e => e.Id == used.DisclosureId).Body).ToldWith.ShouldBe([shown.DisclosureId]);
    }

    [Fact]
    public async Task A_use_is_between_contributor_and_auditor_the_recipient_gets_no_receipt_and_no_list_of_it()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world, CorrelationRelease.Count, grant => grant.Read = null);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));
        await world.ExplainAsync("shp-1");
        var used = (await WhoSawAsync(retailer, RecordKind.SellerAccount, "slr-1")).ShouldHaveSingleItem();

        await Eventually.IsTrueAsync(async () =>
            (await retailer.Hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { used.DisclosureId } })).Answers[0].Receipt is not null, "the use has its proof");
        (await world.Agency.Hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { used.DisclosureId } })).Answers[0].Reason.ShouldBe("NOT_FOUND");
        (await ReachedAsync(world.Agency, world.Agency.Id)).ShouldAllBe(d => d.Use == RecordUse.Read);
        (await ReachedAsync(await Given.AuditorAsync(), world.Agency.Id)).ShouldContain(d => d.DisclosureId == used.DisclosureId && d.Use == RecordUse.Correlate);
    }

    [Theory]
    [InlineData(CorrelationRelease.Score)]
    [InlineData(CorrelationRelease.Count)]
    [InlineData(CorrelationRelease.Contributor)]
    public async Task Of_records_that_may_not_be_read_no_more_is_told_than_their_agreement_releases(CorrelationRelease release)
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world, release, grant => grant.Read = null);
        await Given.RecordsAsync(retailer, Suspended("slr-secret"));
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 20).Select(n => Honest(n)), Shipment("shp-1")]);

        var lead = await world.ExplainAsync("shp-1");

        lead.Probability.ShouldBeGreaterThan(0.5, "it counts");
        lead.ToString().ShouldNotContain("slr-secret");
        lead.ToString().ShouldNotContain("seller_account.");
        lead.ToString().Contains(retailer.Id, StringComparison.Ordinal).ShouldBe(release == CorrelationRelease.Contributor);
        lead.FurtherMembers.ShouldBe(release == CorrelationRelease.Count ? 1u : 0u);
        (lead.OtherWeight > 1).ShouldBe(release != CorrelationRelease.Contributor);
        (await WhoSawAsync(retailer, RecordKind.SellerAccount, "slr-secret")).Count.ShouldBe(release == CorrelationRelease.Score ? 0 : 1);
        if (release == CorrelationRelease.Contributor)
        {
            var reason = lead.Reasons.Single(r => r.Kind == LeadReasonKind.AccusedParty);
            (reason.Agreeing.Count, reason.WithheldAgreeing).ShouldBe((0, 3u));
            reason.Words.ShouldBe($"The consignee agrees in 3 fields that are withheld with a record of {retailer.Id}.");
        }
    }

    [Fact]
    public async Task A_field_that_the_view_lacks_counts_and_is_not_named()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world, but: grant => grant.Read.WithheldFields.Add(["seller_account.phones", "seller_account.addresses.lines"]));
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));

        var reason = (await world.ExplainAsync("shp-1")).Reasons.Single(r => r.Kind == LeadReasonKind.AccusedParty);

        reason.Agreeing.ShouldBe(["seller_account.legal_name"]);
        reason.WithheldAgreeing.ShouldBe(2u);
    }

    [Fact]
    public async Task What_may_not_be_joined_on_is_not()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world, but: grant =>
        {
            grant.Correlate.WithheldFromCorrelation = true;
            grant.Read.WithheldFields.Add(["seller_account.phones", "seller_account.addresses"]);
        });
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));

        (await world.ExplainAsync("shp-1")).Reasons.ShouldNotContain(r => r.Kind == LeadReasonKind.AccusedParty, "the name alone ties nobody");
    }

    [Fact]
    public async Task New_intelligence_scores_again_what_has_not_arrived_and_a_retraction_takes_it_back()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 20).Select(n => Honest(n)), Shipment("shp-1")]);
        using var watch = new LeadStream(world.Agency, Watching(but: w => w.MinProbability = 0.5));
        (await watch.CaughtUpAsync()).ShouldBeEmpty();

        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        (await watch.PageAsync()).Leads.ShouldHaveSingleItem().Shipment.Content().Id.ShouldBe("shp-1");

        await Given.RetractedAsync(retailer, RecordKind.SellerAccount, "slr-1");
        var page = await watch.PageAsync();
        page.Leads.ShouldBeEmpty();
        page.Dropped.ShouldHaveSingleItem().Id.ShouldBe("shp-1");
    }

    [Fact]
    public async Task Whoever_begins_to_watch_after_a_retraction_is_told_nothing_that_rests_on_it_whichever_day_it_is_of()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, Enumerable.Range(1, 3).Select(day => Shipment($"shp-{day}", Arrival.AddDays(day))));
        (await world.ExplainAsync("shp-1")).Reasons.ShouldContain(r => r.Kind == LeadReasonKind.AccusedParty);
        await Given.RetractedAsync(retailer, RecordKind.SellerAccount, "slr-1");

        using var watch = new LeadStream(world.Agency, Watching());
        var leads = await watch.CaughtUpAsync();

        leads.Select(l => l.Shipment.Name.Id).ShouldBe(["shp-1", "shp-2", "shp-3"], ignoreOrder: true);
        leads.SelectMany(l => l.Reasons).ShouldNotContain(r => r.Path.Count > 0);
    }

    [Fact]
    public async Task When_an_agreement_ends_its_records_stop_counting_at_once()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, agreement) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 20).Select(n => Honest(n)), Shipment("shp-1")]);
        using var watch = new LeadStream(world.Agency, Watching(but: w => w.MinProbability = 0.5));
        (await watch.CaughtUpAsync()).ShouldHaveSingleItem();

        await Given.TerminatedAsync(retailer, agreement);

        (await watch.PageAsync()).Dropped.ShouldHaveSingleItem().Id.ShouldBe("shp-1");
        var lead = await world.ExplainAsync("shp-1");
        lead.Reasons.ShouldNotContain(r => r.Kind == LeadReasonKind.AccusedParty);
        lead.Probability.ShouldBeLessThan(0.5);
    }

    [Fact]
    public async Task What_others_know_without_an_agreement_changes_nothing()
    {
        var world = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(world);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 20).Select(n => Honest(n)), Shipment("shp-1")]);
        var before = await world.ExplainAsync("shp-1");

        // One of another purpose, one that may be read and not joined, and one without any agreement: each says the same and more.
        var stranger = await Given.RetailerAsync();
        var (otherPurpose, _) = await Given.RetailerAsync(world, but: grant => { grant.Purposes.Clear(); grant.Purposes.Add(Purpose.CriminalInvestigation); });
        var (readOnly, _) = await Given.RetailerAsync(world, but: grant => grant.Correlate = null);
        foreach (var hidden in new[] { stranger, otherPurpose, readOnly })
            await Given.RecordsAsync(hidden, Enumerable.Range(1, 12).Select(n => Suspended($"slr-h-{n}")));

        Told(await world.ExplainAsync("shp-1")).ShouldBe(Told(before));
    }

    [Fact]
    public async Task A_budget_is_a_number_a_day_or_a_share_of_the_days_arrivals()
    {
        var world = await Given.HubWithShipmentsAsync();
        var next = Arrival.AddDays(1);
        await Given.RecordsAsync(world.Carrier, [.. Enumerable.Range(1, 30).Select(n => Honest(n)), .. Enumerable.Range(31, 5).Select(n => Honest(n, next))]);

        async Task<List<(DateTime Day, int Leads)>> DaysAsync(WatchLeadsRequest request)
        {
            using var watch = new LeadStream(world.Agency, request);
            return [.. (await watch.CaughtUpAsync()).GroupBy(l => l.EstimatedArrival.ToDateTime()).Select(day => (day.Key, day.Count())).Order()];
        }

        (await DaysAsync(Watching(aDay: 3))).ShouldBe([(Arrival, 3), (next, 3)]);
        (await DaysAsync(Watching(but: w => w.PerMilleOfArrivals = 100))).ShouldBe([(Arrival, 3), (next, 1)]);
        (await DaysAsync(Watching(aDay: 3, w => w.ArrivingFrom = next.Date.ToTimestamp()))).ShouldBe([(next, 3)]);
        (await DaysAsync(Watching(aDay: 3, w => w.ArrivingBefore = next.Date.ToTimestamp()))).ShouldBe([(Arrival, 3)]);
        (await DaysAsync(Watching(but: w => w.MinProbability = 0.99))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_arrived_is_no_lead_unless_it_is_asked_for()
    {
        var world = await Given.HubWithShipmentsAsync();
        var past = new DateTime(2020, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        await Given.RecordsAsync(world.Carrier, Honest(1, past));

        using var now = new LeadStream(world.Agency, Watching());
        (await now.CaughtUpAsync()).ShouldBeEmpty();
        using var then = new LeadStream(world.Agency, Watching(but: w => w.ArrivingFrom = past.ToTimestamp()));
        (await then.CaughtUpAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_has_nothing_granted_has_an_empty_watch_and_finds_nothing()
    {
        var world = await Given.HubWithShipmentsAsync();
        await Given.RecordsAsync(world.Carrier, Shipment("shp-1"));
        var other = await Given.AgencyAsync();

        using var watch = new LeadStream(other, Watching());
        (await watch.CaughtUpAsync()).ShouldBeEmpty();
        var unseen = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => other.Hub.Targeting.ExplainLeadAsync(Asking(world, "shp-1")).ResponseAsync);
        var absent = await Refused.ByAsync(() => other.Hub.Targeting.ExplainLeadAsync(Asking(world, "shp-none")).ResponseAsync);
        unseen.Whole().ShouldBe(absent.Whole());
    }

    [Fact]
    public async Task A_wrong_request_is_refused_by_the_names_of_its_fields()
    {
        var agency = await Given.AgencyAsync();

        async Task<IReadOnlyList<string>> FieldsAsync(WatchLeadsRequest request)
        {
            using var watch = new LeadStream(agency, request);
            return (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", watch.NextAsync)).Fields();
        }

        (await FieldsAsync(new WatchLeadsRequest())).ShouldBe(["purpose", "budget"]);
        (await FieldsAsync(Watching(aDay: 0))).ShouldBe(["consignments_a_day"]);
        (await FieldsAsync(Watching(but: w => w.PerMilleOfArrivals = 1001))).ShouldBe(["per_mille_of_arrivals"]);
        (await FieldsAsync(Watching(but: w => w.MinProbability = double.NaN))).ShouldBe(["min_probability"]);
        (await FieldsAsync(Watching(but: w => (w.ArrivingFrom, w.ArrivingBefore) = (Arrival.ToTimestamp(), Arrival.ToTimestamp())))).ShouldBe(["arriving_before"]);
    }

    /// <summary>All that a caller is told, but for when and under which version the shipment was committed.</summary>
    private static string Told(Lead lead) => lead.ToString();

    private static async Task<IReadOnlyList<RecordDisclosure>> WhoSawAsync(Party contributor, RecordKind kind, string id) =>
        (await contributor.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = new RecordName { Contributor = contributor.Id, Kind = kind, Id = id } })).Disclosures;

    private static async Task<List<RecordDisclosure>> ReachedAsync(Party caller, string member)
    {
        using var call = caller.Hub.Audit.WhatReached(new WhatReachedRequest { Member = member });
        var all = new List<RecordDisclosure>();
        while (await call.ResponseStream.MoveNext(default))
            all.AddRange(call.ResponseStream.Current.Disclosures);
        return all;
    }

    private static async Task<RecheckEnd> EndOfRecheckAsync(Party auditor)
    {
        using var call = auditor.Hub.Audit.Recheck(new RecheckRequest());
        RecheckEnd? end = null;
        while (await call.ResponseStream.MoveNext(default))
            end = call.ResponseStream.Current.End ?? end;
        return end.ShouldNotBeNull();
    }
}

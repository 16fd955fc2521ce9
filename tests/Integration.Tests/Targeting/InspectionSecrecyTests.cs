using Grpc.Core;
using static SharingHub.Integration.Tests.Targeting.GivenInspections;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>Who may, and who hears what.</summary>
public sealed class InspectionSecrecyTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task An_inspection_reaches_no_other_carrier_whatever_the_agreements_grant()
    {
        var world = await Given.HubWithInspectionsAsync();
        var other = await Given.CarrierAsync();
        await AgreeAsync(world.Agency, other);
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        using var watch = new InspectionWatch(other);
        await watch.CaughtUpAsync();

        var name = await Hub.RequestedAsync(world);

        (await world.Carrier.PullAsync(Terms.Query())).Views.ShouldHaveSingleItem().Name.ShouldBe(name);
        (await other.PullAsync(Terms.Query())).Views.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => other.GetAsync(world.Agency.Id, RecordKind.Inspection, name.Id));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", async () => await other.Hub.Targeting.RecordHoldAsync(Holding(name)));
        await watch.SilenceAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_may_not_be_seen_is_answered_like_what_does_not_exist()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"), Records.Shipment("red", tlp: Tlp.Red));
        var name = await Hub.RequestedAsync(world);
        var nowhere = new RecordName { Contributor = name.Contributor, Kind = name.Kind, Id = Guid.NewGuid().ToString("D"), Revision = 1 };
        var stranger = await Given.AgencyAsync();
        await Given.AgreementAsync(world.Carrier, stranger);

        var (hidden, none) = (
            await Refused.ByAsync(async () => await world.Agency.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, "red"))),
            await Refused.ByAsync(async () => await world.Agency.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, "none"))));
        hidden.ShouldSay(StatusCode.NotFound, "NOT_FOUND");
        hidden.Whole().ShouldBe(none.Whole());
        (await Refused.ByAsync(async () => await stranger.Hub.Targeting.WithdrawRequestAsync(Withdrawing(name)))).Whole()
            .ShouldBe((await Refused.ByAsync(async () => await stranger.Hub.Targeting.WithdrawRequestAsync(Withdrawing(nowhere)))).Whole());
        var asked = new GetInspectionRequest { Purpose = Purpose.BorderTargeting, InspectionId = name.Id };
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", async () => await stranger.Hub.Targeting.GetInspectionAsync(asked));
        (await stranger.Hub.Targeting.ListInspectionsAsync(new ListInspectionsRequest { Purpose = Purpose.BorderTargeting })).Inspections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_side_does_its_own_acts_only()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        var name = await Hub.HeldAsync(world);
        var (agency, carrier) = (world.Agency.Hub.Targeting, world.Carrier.Hub.Targeting);

        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await agency.RecordHoldAsync(Holding(name)));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await agency.RecordMissAsync(Missing(name)));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await carrier.RecordExaminationAsync(Examining(name)));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await carrier.RecordOutcomeAsync(Seizing(name)));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await carrier.WithdrawRequestAsync(Withdrawing(name)));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await carrier.RequestInspectionAsync(Asking(world.Carrier, "shp-1")));
    }

    [Fact]
    public async Task Two_agencies_that_want_the_same_consignment_are_told_so_and_no_more()
    {
        var world = await Given.HubWithInspectionsAsync();
        var second = await Given.AgencyAsync();
        await AgreeAsync(second, world.Carrier);
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"), Records.Shipment("shp-2"));
        using var first = new InspectionWatch(world.Agency);
        var name = await Hub.RequestedAsync(world);
        (await first.OwnAsync()).AnotherAgencyHasAnInterest.ShouldBeFalse();
        (await second.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, "shp-2"))).AnotherAgencyHasAnInterest.ShouldBeFalse();

        var answer = await second.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, "shp-1"));

        answer.AnotherAgencyHasAnInterest.ShouldBeTrue();
        answer.ToString().ShouldNotContain(world.Agency.Id);
        answer.ToString().ShouldNotContain(name.Id);
        var told = await first.OwnAsync();
        (told.AnotherAgencyHasAnInterest, told.Name.Revision).ShouldBe((true, 1u));
        told.ToString().ShouldNotContain(second.Id);
        await Hub.SequencedAsync([answer.Receipt.EventId]);
        await second.Hub.Targeting.WithdrawRequestAsync(Withdrawing(answer.Receipt.Name));
        (await first.OwnAsync()).AnotherAgencyHasAnInterest.ShouldBeFalse("while both are open");
    }

    [Fact]
    public async Task The_end_of_the_agreement_ends_the_carriers_watch_and_its_acts()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        using var watch = new InspectionWatch(world.Carrier);
        await watch.CaughtUpAsync();
        var name = await Hub.RequestedAsync(world);
        await watch.NextAsync();

        await Given.TerminatedAsync(world.Agency, world.Requests);

        var end = await watch.EndAsync();
        (end.Reason, end.AgreementId).ShouldBe((EndReason.AgreementEnded, world.Requests.Id));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", async () => await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(name)));
        (await world.Agency.Hub.Targeting.WithdrawRequestAsync(Withdrawing(name))).Receipt.Name.Revision.ShouldBe(2u);
    }

    [Fact]
    public async Task A_request_that_would_reach_nobody_is_refused()
    {
        var (agency, carrier, retailer) = (await Given.AgencyAsync(), await Given.CarrierAsync(), await Given.RetailerAsync());
        await Given.AgreementAsync(carrier, agency, Of(RecordKind.Shipment));
        await Given.AgreementAsync(retailer, agency, Of(RecordKind.Shipment));
        await Given.RecordsAsync(carrier, Records.Shipment("shp-1"));
        await Given.RecordsAsync(retailer, Records.Shipment("shp-1"));

        (await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", async () => await agency.Hub.Targeting.RequestInspectionAsync(Asking(carrier, "shp-1"))))
            .Status.Detail.ShouldContain(carrier.Id);
        (await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", async () => await agency.Hub.Targeting.RequestInspectionAsync(Asking(retailer, "shp-1"))))
            .Status.Detail.ShouldContain("not a carrier");
        await GivenInspections.AgreeAsync(agency, carrier);
        var red = Asking(carrier, "shp-1");
        red.Tlp = Tlp.Red;
        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", async () => await agency.Hub.Targeting.RequestInspectionAsync(red));
    }

    [Fact]
    public async Task The_shipment_is_disclosed_to_who_requests_and_the_inspection_to_the_carrier_and_history_says_so()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));

        var answer = await world.Agency.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, "shp-1"));
        await Hub.SequencedAsync([answer.Receipt.EventId]);
        await world.Carrier.PullAsync(Terms.Query());

        var saw = await world.Carrier.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = new RecordName { Contributor = world.Carrier.Id, Kind = RecordKind.Shipment, Id = "shp-1" } });
        saw.Disclosures.ShouldHaveSingleItem().DisclosureId.ShouldBe(answer.Disclosure.DisclosureId);
        var name = answer.Receipt.Name.Clone();
        name.Revision = 0;
        (await world.Agency.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = name })).Disclosures.ShouldHaveSingleItem().Recipient.ShouldBe(world.Carrier.Id);
    }

    [Fact]
    public async Task An_inspection_is_neither_submitted_nor_retracted()
    {
        var world = await Given.HubWithInspectionsAsync();
        await Given.RecordsAsync(world.Carrier, Records.Shipment("shp-1"));
        var name = await Hub.RequestedAsync(world);
        var got = (await world.Carrier.GetAsync(world.Agency.Id, RecordKind.Inspection, name.Id)).View.Content();
        got.Revision = 2;

        var rejected = (await world.Agency.SubmitAsync(got)).At(0);
        (rejected.Outcome, rejected.Reason).ShouldBe((SubmitOutcome.Rejected, "RECORD_INVALID"));
        rejected.Violations.ShouldHaveSingleItem().Field.ShouldBe("inspection");
        var retract = new RetractRequest { Name = new RecordName { Kind = RecordKind.Inspection, Id = name.Id }, Reason = "wrong" };
        (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", async () => await world.Agency.Hub.Intake.RetractAsync(retract))).Fields().ShouldBe(["name.kind"]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_request_is_named()
    {
        var agency = await Given.AgencyAsync();
        var wrong = new RequestInspectionRequest { Shipment = new RecordName { Contributor = "a b", Kind = RecordKind.Listing, Id = "/" }, InspectionId = "X", Reason = "a\u202eb" };

        var refused = await Refused.ByAsync(async () => await agency.Hub.Targeting.RequestInspectionAsync(wrong));
        refused.Fields().ShouldBe(["purpose", "shipment.contributor", "shipment.id", "shipment.kind", "inspection_id", "tlp", "reason", "respond_by"]);
    }
}

using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure;

public sealed class DenyByDefaultTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_member_with_no_agreement_gets_OK_empty_and_complete()
    {
        var retailer = await Given.RetailerAsync();
        await Given.RecordsAsync(retailer, Records.Listings(5));
        var agency = await Given.AgencyAsync();

        var pulled = await agency.PullAsync();

        pulled.Pages.ShouldBeEmpty();
        (pulled.End.Reason, pulled.End.Records).ShouldBe((EndReason.Complete, 0uL));
        (await agency.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting })).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_contributor_gets_nothing_back_without_an_agreement_not_even_its_own()
    {
        var retailer = await Given.RetailerAsync();
        await Given.RecordsAsync(retailer, Records.Listings(5));

        (await retailer.PullAsync(Terms.Query(Purpose.SellerVetting))).Views.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => retailer.GetAsync(retailer.Id, RecordKind.Listing, "l-1", Purpose.SellerVetting));
    }

    [Fact]
    public async Task Another_members_agreement_opens_nothing_for_me()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var outsider = await Given.AgencyAsync();

        (await outsider.PullAsync()).Views.ShouldBeEmpty();
        (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_members_record_is_exactly_what_does_not_exist()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Hold("h-1"), Records.Listing("l-red", tlp: Tlp.Red), Records.Listing("l-gone"), Records.Listing("l-3"));
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-gone");
        var outsider = await Given.AgencyAsync();

        var missing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => outsider.GetAsync(shared.Provider.Id, RecordKind.Listing, "never-was"));
        var others = new[]
        {
            await Refused.ByAsync(() => outsider.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-3")),
            await Refused.ByAsync(() => outsider.GetAsync("no-such-member", RecordKind.Listing, "l-3")),
            await Refused.ByAsync(() => shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.InventoryHold, "h-1")),
            await Refused.ByAsync(() => shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-red")),
            await Refused.ByAsync(() => shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-gone")),
            await Refused.ByAsync(() => shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "never-was")),
        };

        others.Select(o => o.Whole()).ShouldAllBe(whole => whole == missing.Whole());
        (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-3")).View.Name.Id.ShouldBe("l-3");
    }

    [Fact]
    public async Task A_purpose_that_the_token_does_not_carry_is_PERMISSION_DENIED_with_its_reason_and_the_denial_is_history()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var token = await shared.Recipient.TokenAsync(Purpose.BorderTargeting);
        var disclosure = shared.Recipient.Line.Disclosure;
        var query = Terms.Query(Purpose.CriminalInvestigation);

        foreach (var call in new Func<Task>[]
        {
            () => disclosure.Pull(new PullRequest { Query = query }, Line.With(token)).ResponseStream.MoveNext(default),
            () => disclosure.Subscribe(new SubscribeRequest { Query = query }, Line.With(token)).ResponseStream.MoveNext(default),
            () => disclosure.GetAsync(new GetRequest { Purpose = query.Purpose, Name = new RecordName { Contributor = "x", Kind = RecordKind.Listing, Id = "y" } }, Line.With(token)).ResponseAsync,
            () => disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = query.Purpose }, Line.With(token)).ResponseAsync,
        })
        {
            var refused = await Refused.WithAsync(StatusCode.PermissionDenied, "PURPOSE_NOT_HELD", call);
            refused.Status.Detail.ShouldContain("criminal_investigation");
        }

        var denial = await DenialAsync(shared.Recipient);
        (denial.Member, denial.Purpose, denial.Reason).ShouldBe((shared.Recipient.Id, Purpose.CriminalInvestigation, "PURPOSE_NOT_HELD"));
    }

    [Fact]
    public async Task A_token_without_any_purpose_opens_no_record()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var token = await shared.Recipient.TokenAsync();

        await Refused.WithAsync(StatusCode.PermissionDenied, "PURPOSE_NOT_HELD", () =>
            shared.Recipient.Line.Disclosure.Pull(new PullRequest { Query = Terms.Query() }, Line.With(token)).ResponseStream.MoveNext(default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public async Task A_call_states_one_of_the_purposes(int purpose)
    {
        var agency = await Given.AgencyAsync();
        var token = await agency.TokenAsync(Purpose.BorderTargeting);

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            agency.Line.Disclosure.Pull(new PullRequest { Query = Terms.Query((Purpose)purpose) }, Line.With(token)).ResponseStream.MoveNext(default));
        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            agency.Line.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = (Purpose)purpose }, Line.With(token)).ResponseAsync);
    }

    [Fact]
    public async Task A_call_without_a_query_states_no_purpose()
    {
        var agency = await Given.AgencyAsync();
        var token = await agency.TokenAsync(Purpose.BorderTargeting);

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            agency.Line.Disclosure.Pull(new PullRequest(), Line.With(token)).ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task The_operator_sees_no_record()
    {
        using var call = Hub.Operator.Disclosure.Pull(new PullRequest { Query = new RecordQuery() }, deadline: DateTime.UtcNow + Line.Patience);

        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => call.ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task An_auditor_gets_no_record_without_a_grant()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var auditor = await Given.AuditorAsync();

        (await auditor.PullAsync(Terms.Query(Purpose.Oversight))).Views.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => auditor.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-1", Purpose.Oversight));
    }

    private async Task<DisclosureDenied> DenialAsync(Party party)
    {
        IReadOnlyList<HistoryEvent> denials = [];
        await Eventually.IsTrueAsync(
            async () => (denials = await Given.HistoryAsync(new ReplayRequest { Stream = $"denials/{party.Id}" })).Count > 0, "a denial is in history");
        return DisclosureDenied.Parser.ParseFrom(denials.ShouldHaveSingleItem().Body);
    }
}

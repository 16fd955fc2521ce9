using Grpc.Core;

namespace SharingHub.Integration.Tests.Audit;

public sealed class WhoSawTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task The_contributor_and_an_auditor_learn_who_received_a_record_with_what_withheld_and_whether_it_was_acknowledged()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.Add(FieldClass.Sensitive)));
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Seller("s-2"));
        var disclosure = (await shared.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem();
        var auditor = await Given.AuditorAsync();

        var before = (await WhoSawAsync(shared.Provider, shared.Provider.Id, "s-1")).ShouldHaveSingleItem();
        await shared.Recipient.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { disclosure.DisclosureId } });
        var after = (await WhoSawAsync(auditor, shared.Provider.Id, "s-1")).ShouldHaveSingleItem();

        before.AcknowledgedAt.ShouldBeNull();
        after.AcknowledgedAt.ShouldNotBeNull();
        (before.DisclosureId, before.Recipient, before.Purpose, before.AgreementId, before.AgreementRevision, before.Version)
            .ShouldBe((disclosure.DisclosureId, shared.Recipient.Id, Purpose.BorderTargeting, shared.Agreement.Id, 1u, 1uL));
        before.Withheld.ShouldBe(["seller_account.bank_accounts", "seller_account.tax_ids"]);
        before.Name.Revision.ShouldBe(1u);
    }

    [Fact]
    public async Task Each_revision_and_each_recipient_is_told_apart()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var second = await Given.AgencyAsync();
        await Given.AgreementAsync(shared.Provider, second);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await shared.Recipient.PullAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2));
        await second.PullAsync();

        var all = await WhoSawAsync(shared.Provider, shared.Provider.Id, "l-1", RecordKind.Listing);
        var second2 = await WhoSawAsync(shared.Provider, shared.Provider.Id, "l-1", RecordKind.Listing, revision: 2);

        all.Select(d => (d.Recipient, d.Name.Revision)).ShouldBe([(shared.Recipient.Id, 1u), (second.Id, 2u)], ignoreOrder: true);
        second2.Select(d => d.Recipient).ShouldBe([second.Id]);
    }

    [Fact]
    public async Task A_record_that_nobody_saw_has_an_empty_list()
    {
        var retailer = await Given.RetailerAsync();
        await Given.RecordsAsync(retailer, Records.Seller("s-1"));

        (await WhoSawAsync(retailer, retailer.Id, "s-1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task For_anyone_else_even_a_recipient_the_record_is_exactly_what_does_not_exist()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));
        await shared.Recipient.PullAsync();

        var hidden = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => WhoSawAsync(shared.Recipient, shared.Provider.Id, "s-1"));
        var missing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => WhoSawAsync(shared.Provider, shared.Provider.Id, "never-was"));

        hidden.Whole().ShouldBe(missing.Whole());
    }

    [Fact]
    public async Task A_name_that_no_record_can_have_is_refused()
    {
        var auditor = await Given.AuditorAsync();

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => WhoSawAsync(auditor, "x\u0000", "a/b"));

        refused.Fields().ShouldBe(["name.contributor", "name.id"]);
    }

    private static async Task<IReadOnlyList<RecordDisclosure>> WhoSawAsync(
        Party party, string contributor, string id, RecordKind kind = RecordKind.SellerAccount, uint revision = 0) =>
        (await party.Hub.Audit.WhoSawAsync(
            new WhoSawRequest { Name = new RecordName { Contributor = contributor, Kind = kind, Id = id, Revision = revision } })).Disclosures;
}

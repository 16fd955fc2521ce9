namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>Exactly what is granted, no more and no less.</summary>
public sealed class GrantTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Only_the_granted_kinds_arrive()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Kinds.Remove(RecordKind.SellerAccount)));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Seller("s-1"), Records.Hold("h-1"));

        (await shared.Recipient.PullAsync()).Ids.ShouldBe(["l-1"]);
    }

    [Fact]
    public async Task Only_what_is_marked_up_to_the_ceiling_arrives()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Ceiling = Tlp.Amber));
        await Given.RecordsAsync(shared.Provider, Enum.GetValues<Tlp>().Where(t => t != Tlp.Unspecified).Select(t => Records.Listing($"l-{(int)t}", tlp: t)));

        (await shared.Recipient.PullAsync()).Ids.ShouldBe(["l-1", "l-2", "l-3"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_record_whose_marking_gets_stricter_is_not_sent_again()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2, tlp: Tlp.Red));

        (await shared.Recipient.PullAsync()).Views.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_for_the_granted_purpose()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        (await shared.Recipient.PullAsync(Terms.Query(Purpose.CriminalInvestigation))).Views.ShouldBeEmpty();
        (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_grant_to_join_only_lets_no_record_through()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g =>
        {
            g.Read = null;
            g.Correlate = new CorrelateUse { Release = CorrelationRelease.Count };
        }));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        (await shared.Recipient.PullAsync()).Views.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_narrows_by_kind_and_contributor_and_never_widens()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.RetailerAsync();
        await Given.AgreementAsync(other, shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Seller("s-1"));
        await Given.RecordsAsync(other, Records.Listing("l-2"), Records.Hold("h-2"));

        (await shared.Recipient.PullAsync(Terms.Query(kinds: RecordKind.SellerAccount))).Ids.ShouldBe(["s-1"]);
        (await shared.Recipient.PullAsync(Terms.Query(kinds: RecordKind.InventoryHold))).Ids.ShouldBeEmpty();
        var byContributor = Terms.Query();
        byContributor.Contributors.Add(other.Id);
        (await shared.Recipient.PullAsync(byContributor)).Ids.ShouldBe(["l-2"]);
        (await shared.Recipient.PullAsync()).Ids.ShouldBe(["l-1", "s-1", "l-2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_two_grants_the_one_that_withholds_less_determines_and_views_are_never_merged()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.AgreementAsync(provider, recipient, Terms.Grant(g => g.Read.WithheldClasses.AddRange([FieldClass.Personal, FieldClass.Sensitive])));
        var wide = await Given.AgreementAsync(provider, recipient, Terms.Grant(g => g.Read.WithheldClasses.Add(FieldClass.Sensitive)));
        await Given.RecordsAsync(provider, Records.Seller("s-1"));

        var view = (await recipient.PullAsync()).Views.ShouldHaveSingleItem();

        view.AgreementId.ShouldBe(wide.Id);
        view.Content().SellerAccount.Emails.ShouldHaveSingleItem();
        view.Content().SellerAccount.TaxIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_catalogue_says_what_is_on_offer_to_me_and_what_is_withheld()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.Add(FieldClass.Sensitive)));

        var entries = (await shared.Recipient.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting })).Entries;

        entries.Select(e => e.Kind).ShouldBe([RecordKind.Listing, RecordKind.SellerAccount], ignoreOrder: true);
        entries.ShouldAllBe(e => e.Contributor == shared.Provider.Id && e.AgreementId == shared.Agreement.Id && e.AgreementRevision == 1 && e.Grant == 1 && e.Ceiling == Tlp.Amber);
        entries.Single(e => e.Kind == RecordKind.SellerAccount).Withheld.ShouldBe(["seller_account.bank_accounts", "seller_account.tax_ids"]);
        entries.Single(e => e.Kind == RecordKind.Listing).Withheld.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(BackFill.All, new[] { "l-before", "l-after" })]
    [InlineData(BackFill.None, new[] { "l-after" })]
    public async Task Back_fill_says_whether_what_came_before_the_agreement_is_part_of_it(BackFill backFill, string[] expected)
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-before"));
        await Given.AgreementAsync(provider, recipient, Terms.Grant(g => g.BackFill = backFill));
        await Given.RecordsAsync(provider, Records.Listing("l-after"));

        (await recipient.PullAsync()).Ids.ShouldBe(expected);
    }

    [Fact]
    public async Task Back_fill_from_a_time_goes_by_when_the_hub_sequenced_a_record()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-before"));
        var from = await Given.InAsync(TimeSpan.Zero);
        await Given.RecordsAsync(provider, Records.Listing("l-after"));
        await Given.AgreementAsync(provider, recipient, Terms.Grant(g => (g.BackFill, g.BackFillFrom) = (BackFill.From, from)));

        (await recipient.PullAsync()).Ids.ShouldBe(["l-after"]);
    }

    [Fact]
    public async Task A_terminated_agreement_opens_nothing()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);

        var pulled = await shared.Recipient.PullAsync();

        pulled.Views.ShouldBeEmpty();
        pulled.End.Reason.ShouldBe(EndReason.Complete);
    }
}

namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>What a recipient owes for what it gets goes with every page, so that it needs to look nothing up.</summary>
public sealed class ObligationTests(TheHub hub) : HubTests(hub)
{
    /// <summary>Between the hub's clock at a disclosure and the test's look at it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task With_each_page_go_the_permitted_use_and_when_to_delete_it()
    {
        var shared = await AgreedAsync("Targeting of inspections only.", Terms.Grant(g => g.Retention = new V1.Retention { DeleteAfterDays = 30 }));
        var watch = await Given.WatchAsync(shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Listing("l-2"), Records.Listing("l-3"));

        var pulled = await shared.Recipient.PullAsync(pageSize: 1);
        var got = await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-1");

        pulled.Pages.Count.ShouldBe(3);
        foreach (var reference in pulled.Pages.Append(await watch.PageAsync()).Select(page => page.Disclosures.ShouldHaveSingleItem()).Append(got.Disclosure))
        {
            reference.PermittedUse.ShouldBe("Targeting of inspections only.");
            await IsDueAsync(reference, days: 30);
        }
    }

    [Fact]
    public async Task Each_agreement_on_a_page_brings_its_own_words_and_one_that_obliges_to_nothing_says_nothing()
    {
        var bound = await AgreedAsync("Bound.", Terms.Grant(g => g.Retention = new V1.Retention { DeleteAfterDays = 1 }));
        var provider = await Given.RetailerAsync();
        var free = await Given.AgreementAsync(provider, bound.Recipient);
        await Given.RecordsAsync(bound.Provider, Records.Listing("l-1"));
        await Given.RecordsAsync(provider, Records.Listing("l-1"));

        var references = (await bound.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ToDictionary(d => d.AgreementId);

        references.Count.ShouldBe(2);
        references[bound.Agreement.Id].PermittedUse.ShouldBe("Bound.");
        await IsDueAsync(references[bound.Agreement.Id], days: 1);
        (references[free.Id].PermittedUse, references[free.Id].DeleteBy).ShouldBe(("", null));
    }

    [Fact]
    public async Task Of_several_grants_on_a_page_the_one_that_obliges_soonest_counts()
    {
        var shared = await AgreedAsync(
            "",
            Terms.Grant(g => (g.Kinds[0], g.Retention) = (RecordKind.InventoryHold, new V1.Retention { DeleteAfterDays = 90 })),
            Terms.Grant(g =>
            {
                g.Kinds.Remove(RecordKind.SellerAccount);
                g.Retention = new V1.Retention { DeleteAfterDays = 10 };
            }));
        await Given.RecordsAsync(shared.Provider, Records.Hold("h-1"));
        await IsDueAsync((await shared.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem(), days: 90);

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        await IsDueAsync((await shared.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem(), days: 10);
    }

    [Fact]
    public async Task A_later_revision_brings_its_own_words_with_what_is_sent_from_then_on()
    {
        var shared = await AgreedAsync("first", Terms.Grant());
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        (await shared.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem().PermittedUse.ShouldBe("first");

        var amended = await shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "second");
        await shared.Recipient.CountersignAsync(amended.Id, amended.Amendment.Revision);

        (await shared.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem().PermittedUse.ShouldBe("second");
    }

    private async Task<HubWithActiveAgreement> AgreedAsync(string permittedUse, params Grant[] grants)
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient, grants);
        terms.PermittedUse = permittedUse;
        return new HubWithActiveAgreement(provider, recipient, await Given.AgreementAsync(provider, recipient, terms));
    }

    private async Task IsDueAsync(DisclosureReference reference, int days) =>
        reference.DeleteBy.ShouldNotBeNull().ToDateTimeOffset().ShouldBe((await Given.InAsync(TimeSpan.FromDays(days))).ToDateTimeOffset(), Tolerance);
}

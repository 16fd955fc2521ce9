namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>What is prohibited is neither sent nor offered, whatever is granted.</summary>
public sealed class ProhibitionTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_kind_that_is_prohibited_whole_is_not_on_offer_and_one_that_is_prohibited_in_part_is()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        (await OfferedAsync(shared)).ShouldBe([RecordKind.Listing, RecordKind.SellerAccount]);

        await AmendedAsync(
            shared,
            new Prohibition { Kinds = { RecordKind.SellerAccount } },
            new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { "acme" } } });

        (await OfferedAsync(shared)).ShouldBe([RecordKind.Listing]);
    }

    [Fact]
    public async Task A_prohibition_of_another_agreement_takes_away_the_offer_until_that_agreement_ends()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var terms = Terms.Between(shared.Provider, shared.Recipient, Terms.Grant(g => (g.Kinds[0], g.Kinds[1]) = (RecordKind.Seizure, RecordKind.Detention)));
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing, RecordKind.SellerAccount }, Purposes = { Purpose.BorderTargeting } });
        var prohibits = await Given.AgreementAsync(shared.Provider, shared.Recipient, terms);

        (await OfferedAsync(shared)).ShouldBe([RecordKind.Seizure, RecordKind.Detention]);
        await Given.TerminatedAsync(shared.Provider, prohibits);

        (await OfferedAsync(shared)).ShouldBe([RecordKind.Listing, RecordKind.SellerAccount]);
    }

    [Fact]
    public async Task A_stream_ends_when_all_that_feeds_it_is_prohibited_and_says_why()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var watch = Given.Open(shared.Recipient);
        var cursor = (await watch.CaughtUpAsync()).ShouldHaveSingleItem().Cursor;

        await AmendedAsync(shared, new Prohibition { Kinds = { RecordKind.Listing, RecordKind.SellerAccount } });

        var (end, _, after) = await watch.EndAsync();
        after.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (end.Reason, end.AgreementId).ShouldBe((EndReason.AgreementEnded, shared.Agreement.Id));
        end.Message.ShouldContain("what it grants is prohibited");
        (await shared.Recipient.PullAsync(cursor: cursor)).Notices.ShouldHaveSingleItem().Type.ShouldBe(NoticeType.LeftView);
    }

    private static async Task AmendedAsync(HubWithActiveAgreement shared, params Prohibition[] prohibitions)
    {
        var draft = await shared.Provider.AmendAsync(shared.Agreement, t => t.Prohibitions.Add(prohibitions));
        await shared.Recipient.CountersignAsync(draft.Id, draft.Amendment.Revision);
    }

    private static async Task<IEnumerable<RecordKind>> OfferedAsync(HubWithActiveAgreement shared) =>
        (await shared.Recipient.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting })).Entries.Select(e => e.Kind);
}

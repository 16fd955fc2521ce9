namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>Whatever a recipient holds is in history already.</summary>
public sealed class DisclosedBeforeSentTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task When_a_page_arrives_its_disclosures_are_committed_with_exactly_its_records()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.RetailerAsync();
        await Given.AgreementAsync(other, shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listings(9));
        await Given.RecordsAsync(other, Records.Seller("s-1"), Records.Seller("s-2"));
        var auditor = await Given.AuditorAsync();
        using var call = shared.Recipient.Hub.Disclosure.Pull(
            new PullRequest { Query = Terms.Query(), PageSize = 4 }, deadline: DateTime.UtcNow + Line.Patience);

        var pages = 0;
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.Page is not { } page)
                continue;
            var ids = page.Disclosures.Select(d => Guid.Parse(d.DisclosureId)).ToArray();
            (await Hub.CountAsync("select count(*) from history.mt_events where id = any ($1)", ids)).ShouldBe(ids.Length, "at the moment of arrival");
            (await RecordsOfAsync(auditor, page)).ShouldBe(page.Views.Select(v => (v.Name, v.Version, v.AgreementId)), ignoreOrder: true);
            pages++;
        }

        pages.ShouldBe(3);
    }

    [Fact]
    public async Task A_watch_and_a_get_are_disclosures_alike()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var watch = await Given.WatchAsync(shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        var page = await watch.PageAsync();
        var got = await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-1");
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");
        var notice = await watch.PageAsync();

        (await DisclosedAsync(page.Disclosures[0])).Action.ShouldBe("subscribe");
        var get = await DisclosedAsync(got.Disclosure);
        (get.Action, get.Recipient, get.Purpose, get.AgreementId).ShouldBe(("get", shared.Recipient.Id, Purpose.BorderTargeting, shared.Agreement.Id));
        var record = get.Records.ShouldHaveSingleItem();
        (record.Tlp, record.Confidence, record.Grant, record.DeliveredDigest.Length).ShouldBe((Tlp.Amber, 80u, 1u, 32));
        (await DisclosedAsync(notice.Disclosures[0])).Records.ShouldHaveSingleItem().DeliveredDigest.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_given_is_not_in_history()
    {
        var agency = await Given.AgencyAsync();
        await agency.PullAsync();
        await Refused.ByAsync(() => agency.GetAsync("retailer-1", RecordKind.Listing, "l-1"));

        (await Given.HistoryAsync(new ReplayRequest { Members = { agency.Id } })).ShouldBeEmpty();
    }

    private async Task<IEnumerable<(RecordName, ulong, string)>> RecordsOfAsync(Party auditor, Page page)
    {
        await Hub.SequencedAsync(page.Disclosures.Select(d => d.DisclosureId));
        var disclosed = new List<Disclosed>();
        foreach (var reference in page.Disclosures)
        {
            var one = Disclosed.Parser.ParseFrom((await Given.HistoryAsync(new ReplayRequest { Stream = $"disclosure/{reference.DisclosureId}" }, auditor)).ShouldHaveSingleItem().Body);
            ((uint)one.Records.Count).ShouldBe(reference.Records);
            disclosed.Add(one);
        }

        return disclosed.SelectMany(d => d.Records.Select(r => (r.Name, r.Version, d.AgreementId)));
    }

    private async Task<Disclosed> DisclosedAsync(DisclosureReference reference)
    {
        await Hub.SequencedAsync([reference.DisclosureId]);
        return Disclosed.Parser.ParseFrom((await Given.HistoryAsync(new ReplayRequest { Stream = $"disclosure/{reference.DisclosureId}" })).ShouldHaveSingleItem().Body);
    }
}

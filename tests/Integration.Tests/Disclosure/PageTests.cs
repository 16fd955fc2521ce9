using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure;

public sealed class PageTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Pages_hold_as_many_records_as_were_asked_for_and_the_end_counts_them()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(25));

        var pulled = await shared.Recipient.PullAsync(pageSize: 10);

        pulled.Pages.Select(p => p.Views.Count).ShouldBe([10, 10, 5]);
        pulled.End.Records.ShouldBe(25uL);
        pulled.Ids.ShouldBe(Records.Listings(25).Select(r => r.Id), ignoreOrder: true);
        pulled.Pages.ShouldAllBe(p => p.Disclosures.Sum(d => d.Records) == p.Views.Count);
    }

    [Fact]
    public async Task Of_a_record_that_was_revised_a_snapshot_holds_the_last_revision_once()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(5));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2", revision: 2), Records.Listing("l-2", revision: 3));

        var pulled = await shared.Recipient.PullAsync();

        pulled.Ids.ShouldBe(["l-1", "l-2", "l-3", "l-4", "l-5"], ignoreOrder: true);
        pulled.Ids.Last().ShouldBe("l-2", "a revision stands at its own place");
        pulled.View("l-2").Name.Revision.ShouldBe(3u);
    }

    [Fact]
    public async Task Whoever_stops_at_any_page_and_resumes_gets_every_record_once()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(23));
        var whole = await shared.Recipient.PullAsync(pageSize: 4);

        for (var stop = 0; stop < whole.Pages.Count; stop++)
        {
            var rest = await shared.Recipient.PullAsync(cursor: whole.Pages[stop].Cursor, pageSize: 3);

            whole.Pages.Take(stop + 1).SelectMany(p => p.Views).Concat(rest.Views).Select(v => v.Name.Id)
                .ShouldBe(whole.Ids, $"stopped after page {stop + 1}");
        }
    }

    [Fact]
    public async Task The_cursor_of_the_end_goes_on_with_what_is_new()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(3));
        var first = await shared.Recipient.PullAsync();
        (await shared.Recipient.PullAsync(cursor: first.End.Cursor)).Views.ShouldBeEmpty();

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-4"), Records.Listing("l-1", revision: 2));

        (await shared.Recipient.PullAsync(cursor: first.End.Cursor)).Views.Select(v => (v.Name.Id, v.Name.Revision)).ShouldBe([("l-4", 1u), ("l-1", 2u)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_retraction_reaches_whoever_resumes_and_not_whoever_begins()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(2));
        var first = await shared.Recipient.PullAsync();
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1", "Mistaken identity.");

        var resumed = await shared.Recipient.PullAsync(cursor: first.End.Cursor);
        var fresh = await shared.Recipient.PullAsync();

        var notice = resumed.Notices.ShouldHaveSingleItem();
        (notice.Name.Id, notice.Name.Revision, notice.Version, notice.Type, notice.Reason, notice.AgreementId)
            .ShouldBe(("l-1", 1u, 2uL, NoticeType.Retracted, "Mistaken identity.", shared.Agreement.Id));
        resumed.Views.ShouldBeEmpty();
        fresh.Ids.ShouldBe(["l-2"]);
        fresh.Notices.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1001u)]
    [InlineData(uint.MaxValue)]
    public async Task A_page_of_more_than_a_thousand_is_refused(uint size)
    {
        var agency = await Given.AgencyAsync();

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => agency.PullAsync(pageSize: size));

        refused.Fields().ShouldBe(["page_size"]);
    }

    [Fact]
    public async Task Kinds_and_contributors_that_are_none_are_refused_together()
    {
        var agency = await Given.AgencyAsync();
        var query = Terms.Query(kinds: (RecordKind)99);
        query.Contributors.Add("");

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => agency.PullAsync(query));

        refused.Fields().ShouldBe(["query.kinds", "query.contributors"]);
    }

    [Fact]
    public async Task Ten_thousand_contributors_are_refused()
    {
        var agency = await Given.AgencyAsync();
        var query = Terms.Query();
        query.Contributors.AddRange(Enumerable.Range(0, 10_000).Select(n => $"m-{n}"));

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => agency.PullAsync(query));
    }

    [Theory]
    [InlineData("' or '1'='1")]
    [InlineData("%")]
    [InlineData("**")]
    [InlineData("\u0000")]
    public async Task A_contributor_that_is_a_pattern_or_SQL_matches_nothing(string contributor)
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var query = Terms.Query();
        query.Contributors.Add(contributor);

        (await shared.Recipient.PullAsync(query)).Views.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("some-member", "' or '1'='1", "name.id")]
    [InlineData("some-member", "l\u0000", "name.id")]
    [InlineData("some\u0000member", "l-1", "name.contributor")]
    [InlineData("", "l-1", "name.contributor")]
    public async Task A_name_that_no_record_can_have_is_refused_before_anything_looks_for_it(string contributor, string id, string field)
    {
        var agency = await Given.AgencyAsync();

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => agency.GetAsync(contributor, RecordKind.Listing, id));

        refused.Fields().ShouldBe([field]);
    }
}

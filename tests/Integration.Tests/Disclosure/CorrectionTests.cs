namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>What changes about a record or its rules reaches whoever was shown it, and nobody else.</summary>
public sealed class CorrectionTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_record_revised_out_of_a_grant_is_told_to_have_left()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2, tlp: Tlp.Red));

        var page = await watch.PageAsync();
        page.Views.ShouldBeEmpty();
        var notice = page.Notices.ShouldHaveSingleItem();
        notice.Type.ShouldBe(NoticeType.LeftView);
        notice.Name.Id.ShouldBe("l-1");
        notice.Name.Revision.ShouldBe(1u, "the revision that it was shown, not the one that it may not know of");
    }

    [Fact]
    public async Task A_record_revised_back_into_a_grant_comes_again()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", tlp: Tlp.Red));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2));

        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Revision.ShouldBe(2u);
    }

    [Fact]
    public async Task A_record_that_was_never_shown_leaves_without_a_word()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", tlp: Tlp.Red));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2, tlp: Tlp.Red));
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");

        await watch.SilenceAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_was_taken_back_before_a_reader_began_is_no_news_to_it()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(3));
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2", revision: 2, tlp: Tlp.Red));

        var pulled = await shared.Recipient.PullAsync(pageSize: 1);

        pulled.Ids.ShouldBe(["l-3"]);
        pulled.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_from_before_learns_of_what_was_taken_back_since()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(3));
        var before = await shared.Recipient.PullAsync();

        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2", revision: 2, tlp: Tlp.Red));

        var since = await shared.Recipient.PullAsync(cursor: before.End.Cursor);
        since.Views.ShouldBeEmpty();
        since.Notices.Select(n => (n.Name.Id, n.Type)).ShouldBe([("l-1", NoticeType.Retracted), ("l-2", NoticeType.LeftView)], ignoreOrder: true);
    }

    [Fact]
    public async Task When_one_of_two_agreements_ends_its_records_leave_and_the_others_stay()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.RetailerAsync();
        await Given.AgreementAsync(other, shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RecordsAsync(other, Records.Listing("l-2"));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.TerminatedAsync(shared.Provider, shared.Agreement);

        (await watch.NextAsync()).Agreement.ShouldNotBeNull().AgreementId.ShouldBe(shared.Agreement.Id);
        var page = await watch.PageAsync();
        page.Views.ShouldBeEmpty();
        page.Notices.ShouldHaveSingleItem().Name.Contributor.ShouldBe(shared.Provider.Id);
        await Given.RecordsAsync(other, Records.Listing("l-3"));
        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-3");
    }

    [Fact]
    public async Task A_cursor_from_before_an_agreement_ended_learns_what_left()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(2));
        var before = await shared.Recipient.PullAsync();
        await Given.TerminatedAsync(shared.Recipient, shared.Agreement);

        var since = await shared.Recipient.PullAsync(cursor: before.End.Cursor);

        since.Views.ShouldBeEmpty();
        since.Notices.Select(n => n.Name.Id).ShouldBe(["l-1", "l-2"], ignoreOrder: true);
        (await shared.Recipient.PullAsync(cursor: since.End.Cursor)).Notices.ShouldBeEmpty("it is told once");
    }

    [Fact]
    public async Task An_agreement_that_comes_into_force_brings_what_was_there_before_to_an_open_watch()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listings(3));
        var watch = await Given.WatchAsync(recipient);

        // Something of the ledger lies behind the watch's cursor now; back-fill reaches behind it.
        await Given.AgreementAsync(provider, recipient);

        (await watch.PageAsync()).Views.Select(v => v.Name.Id).ShouldBe(["l-1", "l-2", "l-3"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_view_with_other_fields_withheld_comes_again_and_an_equal_one_does_not()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.Add(FieldClass.Personal)));
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-1"));
        var watch = await Given.WatchAsync(shared.Recipient);

        // Fewer withheld fields determine; a listing holds nothing personal, so its view stays as it was.
        await Given.AgreementAsync(shared.Provider, shared.Recipient);

        var view = (await watch.PageAsync()).Views.ShouldHaveSingleItem();
        view.Name.Id.ShouldBe("s-1");
        view.Content().SellerAccount.Emails.ShouldBe([Records.Email]);
        await watch.SilenceAsync(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task A_suspended_provider_takes_its_records_with_it_and_brings_them_back()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.RetailerAsync();
        await Given.AgreementAsync(other, shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.SuspendedAsync(shared.Provider);
        (await watch.NextAsync()).Agreement.ShouldNotBeNull().Change.ShouldContain("suspended");
        (await watch.PageAsync()).Notices.ShouldHaveSingleItem().Type.ShouldBe(NoticeType.LeftView);

        await Hub.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = shared.Provider.Id, Reason = "A test reinstates it." });
        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-1");
    }

    [Fact]
    public async Task A_contributor_follows_who_acknowledged_its_retraction_and_who_is_late()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var late = await Given.AgencyAsync();
        await Given.AgreementAsync(shared.Provider, late);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var (prompt, slow) = (await shared.Recipient.PullAsync(), await late.PullAsync());
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");
        var told = await shared.Recipient.PullAsync(cursor: prompt.End.Cursor);
        await late.PullAsync(cursor: slow.End.Cursor);
        await shared.Recipient.Hub.Disclosure.AcknowledgeAsync(
            new AcknowledgeRequest { DisclosureIds = { prompt.Pages.Concat(told.Pages).SelectMany(p => p.Disclosures).Select(d => d.DisclosureId) } });
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        var name = new RecordName { Contributor = shared.Provider.Id, Kind = RecordKind.Listing, Id = "l-1" };
        var list = await shared.Provider.Hub.Disclosure.ListAcknowledgementsAsync(new ListAcknowledgementsRequest { Name = name, LateAfterSeconds = 1 });

        list.Acknowledgements.Select(a => (a.Recipient, a.Notice, Held: a.AcknowledgedAt is not null, a.Late)).ShouldBe(
            [
                (shared.Recipient.Id, NoticeType.Unspecified, true, false),
                (shared.Recipient.Id, NoticeType.Retracted, true, false),
                (late.Id, NoticeType.Unspecified, false, true),
                (late.Id, NoticeType.Retracted, false, true),
            ],
            ignoreOrder: true);
        (await Refused.ByAsync(() => shared.Recipient.Hub.Disclosure.ListAcknowledgementsAsync(new ListAcknowledgementsRequest { Name = name }).ResponseAsync))
            .StatusCode.ShouldBe(Grpc.Core.StatusCode.NotFound);
    }
}

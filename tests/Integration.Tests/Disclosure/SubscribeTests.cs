namespace SharingHub.Integration.Tests.Disclosure;

public sealed class SubscribeTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task What_is_there_comes_first_then_the_mark_then_what_arrives()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(7));
        var watch = Given.Open(shared.Recipient, pageSize: 3);

        var snapshot = await watch.CaughtUpAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-new"));
        var tail = await watch.PageAsync();

        snapshot.Select(p => p.Views.Count).ShouldBe([3, 3, 1]);
        tail.Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-new");
    }

    [Fact]
    public async Task A_revision_arrives_and_a_retraction_is_told()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2));
        var revised = (await watch.PageAsync()).Views.ShouldHaveSingleItem();
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1", "Mistaken identity.");
        var page = await watch.PageAsync();

        (revised.Name.Revision, revised.Version).ShouldBe((2u, 2uL));
        page.Views.ShouldBeEmpty();
        var notice = page.Notices.ShouldHaveSingleItem();
        (notice.Name.Id, notice.Type, notice.Reason).ShouldBe(("l-1", NoticeType.Retracted, "Mistaken identity."));
        page.Disclosures.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_that_is_not_granted_wakes_the_stream()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var stranger = await Given.RetailerAsync();
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.RecordsAsync(shared.Provider, Records.Hold("h-1"), Records.Listing("l-red", tlp: Tlp.Red));
        await Given.RecordsAsync(stranger, Records.Listing("l-2"));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-3"));

        (await watch.PageAsync()).Views.Select(v => v.Name.Id).ShouldBe(["l-3"]);
    }

    [Fact]
    public async Task A_stream_that_has_nothing_to_say_is_kept_alive_while_others_keep_the_hub_busy()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var stranger = await Given.RetailerAsync();
        var watch = await Given.WatchAsync(shared.Recipient);
        using var over = new CancellationTokenSource();
        var busy = Task.Run(async () =>
        {
            // Often enough to keep it busy, and less often than a member may call.
            for (var at = 0; !over.IsCancellationRequested; at++)
            {
                await Given.RecordsAsync(stranger, Records.Listing($"l-{at}"));
                await Task.Delay(50);
            }
        });

        // The gateway gives an idle stream 100 s; a heartbeat is due after 15.
        await watch.HeartbeatAsync(TimeSpan.FromSeconds(40));

        await over.CancelAsync();
        await busy;
    }

    [Fact]
    public async Task Whoever_breaks_off_and_resumes_with_a_cursor_misses_nothing_and_gets_nothing_twice()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(4));
        string cursor;
        await using (var first = Given.Open(shared.Recipient, pageSize: 2))
        {
            cursor = (await first.PageAsync()).Cursor;
        }

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-5"));
        var resumed = await Given.Open(shared.Recipient, cursor: cursor).CaughtUpAsync();

        resumed.SelectMany(p => p.Views).Select(v => v.Name.Id).Count().ShouldBe(3);
        resumed.SelectMany(p => p.Views).Select(v => v.Name.Id).ShouldContain("l-5");
    }

    [Fact]
    public async Task The_caught_up_mark_carries_a_cursor_to_go_on_from()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(2));
        var watch = Given.Open(shared.Recipient);
        await watch.PageAsync();
        var mark = (await watch.NextAsync()).CaughtUp.ShouldNotBeNull();

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-3"));

        (await shared.Recipient.PullAsync(cursor: mark.Cursor)).Ids.ShouldBe(["l-3"]);
    }

    [Fact]
    public async Task A_member_with_no_agreement_may_wait_for_one()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var watch = await Given.WatchAsync(recipient);

        await Given.AgreementAsync(provider, recipient, Terms.Grant(g => g.BackFill = BackFill.None));
        await Given.RecordsAsync(provider, Records.Listing("l-2"));

        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-2");
    }

    [Fact]
    public async Task Two_watchers_of_one_member_each_get_everything()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var (one, other) = (await Given.WatchAsync(shared.Recipient), await Given.WatchAsync(shared.Recipient));

        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        (await one.PageAsync()).Views.ShouldHaveSingleItem();
        (await other.PageAsync()).Views.ShouldHaveSingleItem();
    }
}

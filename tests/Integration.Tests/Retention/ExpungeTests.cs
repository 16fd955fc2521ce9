using Grpc.Core;

namespace SharingHub.Integration.Tests.Retention;

/// <summary>What an expunge does to a record, and who is told.</summary>
public sealed class ExpungeTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Whoever_received_the_record_is_told_and_nobody_else()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var getter = await Given.AgencyAsync();
        await Given.AgreementAsync(shared.Provider, getter);
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-2"));
        var late = await Given.AgencyAsync();
        await Given.AgreementAsync(shared.Provider, late);
        var before = await shared.Recipient.PullAsync();
        await getter.GetAsync(shared.Provider.Id, RecordKind.SellerAccount, "s-1");
        var watch = await Given.WatchAsync(shared.Recipient);

        var done = await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.SellerAccount, "s-1");

        done.ShouldSatisfyAllConditions(d => d.Version.ShouldBe(2u), d => d.KeysDestroyed.ShouldBeTrue());
        (await watch.PageAsync()).Notices.ShouldHaveSingleItem().Type.ShouldBe(NoticeType.Expunged);
        var since = await shared.Recipient.PullAsync(cursor: before.End.Cursor);
        var notice = since.Notices.ShouldHaveSingleItem();
        (notice.Name.Id, notice.Name.Revision, notice.Version, notice.Reason, notice.AgreementId).ShouldBe(("s-1", 1u, 2u, Expunging.Provision, shared.Agreement.Id));
        since.Views.ShouldBeEmpty();
        (await shared.Recipient.PullAsync(cursor: since.End.Cursor)).Notices.ShouldBeEmpty("it is told once");

        var fresh = await getter.PullAsync();
        (fresh.Ids.Single(), fresh.Notices.Single().Type).ShouldBe(("l-2", NoticeType.Expunged), "who received it by a Get is told as well");
        var got = await getter.GetAsync(shared.Provider.Id, RecordKind.SellerAccount, "s-1");
        (got.View, got.Notice.Type).ShouldBe((null, NoticeType.Expunged));
        await getter.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { got.Disclosure.DisclosureId } });

        var never = await late.PullAsync();
        (never.Ids.Single(), never.Notices.Count).ShouldBe(("l-2", 0));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => late.GetAsync(shared.Provider.Id, RecordKind.SellerAccount, "s-1"));
    }

    [Fact]
    public async Task Whoever_received_it_is_told_though_the_agreement_has_ended_and_whoever_had_the_agreement_alone_is_not()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.AgencyAsync();
        var theirs = await Given.AgreementAsync(shared.Provider, other);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var before = await shared.Recipient.PullAsync();
        foreach (var agreement in new[] { shared.Agreement, theirs })
            await Given.TerminatedAsync(shared.Provider, agreement);
        var left = await shared.Recipient.PullAsync(cursor: before.End.Cursor);
        left.Notices.ShouldHaveSingleItem().Type.ShouldBe(NoticeType.LeftView);
        var (watch, silent) = (await Given.WatchAsync(shared.Recipient, cursor: left.End.Cursor), await Given.WatchAsync(other));

        await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.Listing, "l-1");

        foreach (var page in new[] { await watch.PageAsync(), (await shared.Recipient.PullAsync(cursor: left.End.Cursor)).Pages.ShouldHaveSingleItem() })
        {
            page.Views.ShouldBeEmpty();
            var notice = page.Notices.ShouldHaveSingleItem();
            (notice.Type, notice.Name.Id, notice.Reason, notice.AgreementId).ShouldBe((NoticeType.Expunged, "l-1", Expunging.Provision, shared.Agreement.Id));
        }

        await silent.SilenceAsync(TimeSpan.FromSeconds(1));
        (await other.PullAsync()).Notices.ShouldBeEmpty();
        var elsewhere = Terms.Query();
        elsewhere.Kinds.Add(RecordKind.Seizure);
        (await shared.Recipient.PullAsync(elsewhere)).Notices.ShouldBeEmpty("a query for other kinds is not told of this one");
    }

    [Fact]
    public async Task That_it_was_expunged_is_acknowledged_and_its_contributor_sees_by_whom()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var before = await shared.Recipient.PullAsync();
        var done = await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.Listing, "l-1");
        var told = (await shared.Recipient.PullAsync(cursor: before.End.Cursor)).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem().DisclosureId;

        (await AboutAsync()).ShouldBe([(NoticeType.Unspecified, false), (NoticeType.Expunged, false)]);
        await shared.Recipient.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { told } });
        (await AboutAsync()).ShouldBe([(NoticeType.Unspecified, false), (NoticeType.Expunged, true)]);

        async Task<IEnumerable<(NoticeType, bool)>> AboutAsync() =>
            (await shared.Provider.Hub.Disclosure.ListAcknowledgementsAsync(new ListAcknowledgementsRequest { Name = done.Name })).Acknowledgements
                .Select(a => (a.Notice, a.AcknowledgedAt is not null));
    }

    [Fact]
    public async Task Nothing_follows_under_its_name_and_the_record_beside_it_goes_on()
    {
        var provider = await Given.RetailerAsync();
        await Given.RecordsAsync(provider, Records.Listing("l-1"), Records.Listing("l-2"));
        await Given.ExpungedAsync(Hub, provider, RecordKind.Listing, "l-1");

        var results = (await provider.SubmitAsync(Records.Listing("l-1"), Records.Listing("l-1", revision: 2), Records.Listing("l-2", revision: 2))).Results.OrderBy(r => r.Position).ToList();

        results.Select(r => (r.Outcome, r.Reason)).ShouldBe(
            [(SubmitOutcome.Rejected, "RECORD_EXPUNGED"), (SubmitOutcome.Rejected, "RECORD_EXPUNGED"), (SubmitOutcome.Accepted, "")]);
        await Refused.WithAsync(StatusCode.FailedPrecondition, "RECORD_EXPUNGED", () => Given.RetractedAsync(provider, RecordKind.Listing, "l-1"));
        await Refused.WithAsync(StatusCode.FailedPrecondition, "RECORD_EXPUNGED", () => provider.RequestExpungeAsync(RecordKind.Listing, "l-1"));
        await Refused.WithAsync(StatusCode.FailedPrecondition, "RECORD_EXPUNGED", () => provider.HoldAsync(Expunging.Own(RecordKind.Listing, "l-1"), "x"));
    }

    [Fact]
    public async Task What_was_disclosed_of_it_stands_and_is_rechecked_on_kept_verdicts()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2));
        await shared.Recipient.PullAsync();
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1", $"{LogCheck.Canary} is somebody else");
        var done = await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.Listing, "l-1");
        var name = done.Name;
        var auditor = await Given.AuditorAsync();

        (await shared.Provider.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = name })).Disclosures.ShouldHaveSingleItem().Recipient.ShouldBe(shared.Recipient.Id);
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, "RECORD_EXPUNGED", () => auditor.Hub.Audit.EntitlementsAsync(new EntitlementsRequest { Record = name }).ResponseAsync);
        var history = await Given.HistoryAsync(new ReplayRequest { Stream = $"record/{shared.Provider.Id}/listing/l-1" }, auditor);
        history.Select(e => (e.Version, e.HasBody)).ShouldBe([(1ul, false), (2ul, false), (3ul, false), (4ul, true)]);
        history[0].BodyLength.ShouldBe((ulong)Google.Protobuf.MessageExtensions.ToByteArray(Records.Listing("l-1")).Length, "the envelope's length is the body's, erased or not");
        var tombstone = RecordExpunged.Parser.ParseFrom(history[3].Body);
        tombstone.EventIds.ShouldBe(history.Take(3).Select(e => e.Id));
        (tombstone.LegalBasis, tombstone.BasisText).ShouldBe((LegalBasis.RightToErasure, Expunging.Provision));

        using var call = auditor.Hub.Audit.Recheck(new RecheckRequest());
        RecheckEnd? end = null;
        while (await call.ResponseStream.MoveNext(default))
        {
            (call.ResponseStream.Current.Difference?.Name.Contributor).ShouldNotBe(shared.Provider.Id);
            end = call.ResponseStream.Current.End;
        }

        end.ShouldNotBeNull().OnKeptVerdicts.ShouldBeGreaterThan(0u);
    }

    [Fact]
    public async Task Confirmed_again_it_gives_the_same_answer()
    {
        var provider = await Given.RetailerAsync();
        var second = await Given.SecondClientAsync(provider);
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var request = await provider.RequestExpungeAsync(RecordKind.Listing, "l-1");

        var once = await second.ConfirmExpungeAsync(request);

        (await second.ConfirmExpungeAsync(request)).ShouldBe(once);
        (await provider.Hub.Retention.ListExpungeRequestsAsync(new ListExpungeRequestsRequest())).Requests.ShouldHaveSingleItem().State.ShouldBe(ExpungeRequestState.Confirmed);
        (await provider.Hub.Retention.ListExpungeRequestsAsync(new ListExpungeRequestsRequest { OpenOnly = true })).Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submits_retractions_holds_and_an_expunge_at_once_leave_one_order()
    {
        var provider = await Given.RetailerAsync();
        var second = await Given.SecondClientAsync(provider);
        for (var round = 0; round < 8; round++)
        {
            var id = $"l-{round}";
            await Given.RecordsAsync(provider, Records.Listing(id));
            var request = await provider.RequestExpungeAsync(RecordKind.Listing, id);

            var expunge = Attempt(() => second.ConfirmExpungeAsync(request));
            var hold = Attempt(() => provider.HoldAsync(Expunging.Own(RecordKind.Listing, id), "2:20-cv-01217"));
            var submit = provider.SubmitAsync(Records.Listing(id, revision: 2));
            await Task.WhenAll(expunge, hold, submit);

            ((await expunge) is null, (await hold) is null).ShouldBeOneOf((true, false), (false, true));
            (await Hub.CountAsync("select count(*) from history.mt_events where type = 'record.expunged.v1' and stream_id = $1", $"record/{provider.Id}/listing/{id}"))
                .ShouldBe(await expunge is null ? 1 : 0);
            var last = await Hub.CountAsync("select max(version) from history.mt_events where stream_id = $1", $"record/{provider.Id}/listing/{id}");
            last.ShouldBe(1 + (await expunge is null ? 1 : 0) + ((await submit).Results.Single().Outcome == SubmitOutcome.Accepted ? 1 : 0));
        }

        static async Task<string?> Attempt(Func<Task> call)
        {
            try
            {
                await call();
                return null;
            }
            catch (RpcException refused)
            {
                return refused.Reason();
            }
        }
    }
}

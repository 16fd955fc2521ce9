using System.Diagnostics;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

public sealed class AmendmentTests(TheHub hub) : HubTests(hub)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_terms_in_force_stay_until_the_last_signature_and_then_the_new_masks_hold_on_an_open_watch()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var watch = await Given.WatchAsync(shared.Recipient);

        var proposed = await shared.Provider.AmendAsync(shared.Agreement, t => t.Grants[0].Read.WithheldFields.Add("listing.title"));
        (proposed.Status, proposed.Revision, proposed.Terms).ShouldBe((AgreementStatus.InForce, 1u, shared.Agreement.Terms));
        (proposed.Amendment.Revision, proposed.Amendment.Signatures.Single().Member).ShouldBe((2u, shared.Provider.Id));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-before"));
        var before = await ViewAsync(watch, "l-before", 1);
        before.Content().Listing.Title.ShouldBe(Records.Title);

        var amended = await shared.Recipient.CountersignAsync(shared.Agreement.Id, 2);
        var since = Stopwatch.StartNew();
        (amended.Revision, amended.Amendment).ShouldBe((2u, null));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-after"));
        var after = await ViewAsync(watch, "l-after", 2);
        since.Elapsed.ShouldBeLessThan(Soon + Soon, "within a second, and what it takes to submit a record");
        after.Content().Listing.Title.ShouldBeEmpty();
        after.Withheld.ShouldContain("listing.title");
    }

    [Fact]
    public async Task What_was_disclosed_under_the_old_terms_is_still_explained_by_them()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldFields.Add("listing.title")));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await shared.Recipient.PullAsync();

        await shared.Provider.AmendAsync(shared.Agreement, t => t.Grants[0].Read.WithheldFields.Clear());
        await shared.Recipient.CountersignAsync(shared.Agreement.Id, 2);
        await shared.Recipient.PullAsync();

        var name = new RecordName { Contributor = shared.Provider.Id, Kind = RecordKind.Listing, Id = "l-1" };
        var seen = (await shared.Provider.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = name })).Disclosures;
        seen.ToDictionary(d => d.AgreementRevision, d => d.Withheld.Contains("listing.title")).ShouldBe(new Dictionary<uint, bool> { [1] = true, [2] = false });
    }

    [Fact]
    public async Task Only_one_amendment_is_under_way_and_its_proposer_may_replace_it_under_a_number_of_its_own()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var first = await shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "first");
        (await shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "first")).ShouldBe(first);

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => shared.Recipient.AmendAsync(shared.Agreement, t => t.PermittedUse = "other"));
        (await shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "second")).Amendment.Revision.ShouldBe(3u);

        var stale = await Refused.WithAsync(StatusCode.Aborted, "CHANGED_MEANWHILE", () => shared.Recipient.CountersignAsync(shared.Agreement.Id, 2));
        stale.Status.Detail.ShouldContain("revision 3");
        (await shared.Recipient.CountersignAsync(shared.Agreement.Id, 3)).Terms.PermittedUse.ShouldBe("second");
        var late = await Refused.WithAsync(
            StatusCode.Aborted, "CHANGED_MEANWHILE", () => shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "third"));
        late.Status.Detail.ShouldContain("revision 3");
    }

    [Fact]
    public async Task Terms_that_cannot_follow_are_refused_by_field()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.AgencyAsync();
        var tomorrow = await Given.InAsync(TimeSpan.FromDays(1));

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => shared.Provider.AmendAsync(shared.Agreement, t =>
        {
            t.Recipients.Add(other.Id);
            t.ValidFrom = tomorrow;
            t.Grants[0].Kinds.Clear();
        }));

        refused.Fields().Order().ShouldBe(["terms.grants[0].kinds", "terms.recipients", "terms.valid_from"]);
    }

    [Fact]
    public async Task A_proposal_cannot_be_amended()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var proposed = await Given.ProposalAsync(provider, Terms.Between(provider, recipient));

        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => provider.AmendAsync(proposed, t => t.PermittedUse = "other"));
    }

    [Fact]
    public async Task An_amendment_and_an_end_at_once_leave_an_ended_agreement_and_a_clear_answer()
    {
        for (var round = 0; round < 5; round++)
        {
            var shared = await Given.HubWithActiveAgreementAsync();
            var amending = shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "other");
            await shared.Recipient.TerminateAsync(shared.Agreement.Id, "Enough.");

            try
            {
                (await amending).Amendment.Revision.ShouldBe(2u);
            }
            catch (RpcException refused)
            {
                refused.ShouldSay(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED");
            }

            var ended = await shared.Provider.ReadAsync(shared.Agreement.Id);
            (ended.Status, ended.Amendment).ShouldBe((AgreementStatus.Terminated, null));
            await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => shared.Recipient.CountersignAsync(shared.Agreement.Id, 2));
        }
    }

    [Fact]
    public async Task Of_two_amendments_at_once_one_is_under_way()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        Task<Agreement>[] both =
            [shared.Provider.AmendAsync(shared.Agreement, t => t.PermittedUse = "mine"), shared.Recipient.AmendAsync(shared.Agreement, t => t.PermittedUse = "ours")];
        await Task.WhenAll(both.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));

        var won = await both.Single(one => one.IsCompletedSuccessfully);
        ((RpcException)both.Single(one => one.IsFaulted).Exception!.InnerException!).ShouldSay(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED");
        (await shared.Provider.ReadAsync(shared.Agreement.Id)).ShouldBe(won);
    }

    /// <summary>What is shown of a record under a revision, among all else that comes.</summary>
    private static async Task<RecordView> ViewAsync(Watch watch, string id, uint revision)
    {
        while (true)
        {
            var page = await watch.PageAsync();
            if (page.Views.SingleOrDefault(v => v.Name.Id == id && v.AgreementRevision == revision) is { } view)
                return view;
        }
    }
}

using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

public sealed class ExpiryTests(TwoReplicas hub) : HubTests(hub), IClassFixture<TwoReplicas>
{
    // Agreements are proposed and countersigned within it, also by a machine that starts several systems at once.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Of_two_replicas_one_notes_the_end_of_each_validity_once()
    {
        var (provider, recipient, auditor) = (await Given.RetailerAsync(), await Given.AgencyAsync(), await Given.AuditorAsync());
        using var watch = new AgreementWatch(provider);
        var until = await Given.InAsync(Short);
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var terms = Terms.Between(provider, recipient);
            terms.ValidUntil = until;
            ids.Add((i % 2 == 0 ? await Given.AgreementAsync(provider, recipient, terms) : await Given.ProposalAsync(provider, terms)).Id);
        }

        await Eventually.IsTrueAsync(async () => (await Task.WhenAll(ids.Select(provider.ReadAsync))).All(a => a.Status == AgreementStatus.Expired), "each expires");
        // Time enough for a second replica to note them again.
        await Task.Delay(TimeSpan.FromSeconds(1));

        foreach (var id in ids)
        {
            var noted = (await Given.HistoryAsync(new ReplayRequest { Stream = $"agreement/{id}" }, auditor)).Where(e => e.Type == "agreement.expired.v1").ShouldHaveSingleItem();
            (noted.Actor, noted.Member).ShouldBe(("system:agreements", provider.Id));
            (noted.Recorded >= until).ShouldBeTrue("not before the end");
        }

        var told = new HashSet<string>();
        while (told.Count < ids.Count)
        {
            if (await watch.NextAsync() is { What: "expired" } change)
                told.Add(change.Agreement.Id).ShouldBeTrue("it is told once");
        }
    }

    [Fact]
    public async Task An_open_watch_ends_by_the_clock_and_the_expired_agreement_is_over_for_good()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        terms.ValidUntil = await Given.InAsync(Short);
        var agreement = await Given.AgreementAsync(provider, recipient, terms);
        await provider.AmendAsync(agreement, t => t.PermittedUse = "other");
        var watch = await Given.WatchAsync(recipient);

        var (end, _, _) = await watch.EndAsync();

        (end.Reason, end.Message).ShouldBe((EndReason.AgreementEnded, $"Agreement {agreement.Id} no longer feeds this stream: expired. No other does."));
        foreach (var call in new Func<Task>[]
        {
            () => recipient.CountersignAsync(agreement.Id, 2),
            () => provider.AmendAsync(agreement, t => t.ValidUntil = null),
            () => provider.SuspendAsync(agreement.Id, "x"),
            () => provider.ResumeAsync(agreement.Id),
            () => provider.TerminateAsync(agreement.Id, "x"),
        })
        {
            (await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", call)).Status.Detail.ShouldContain("expired");
        }
    }

    [Fact]
    public async Task An_amendment_prolongs_what_has_not_ended()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var terms = Terms.Between(provider, recipient);
        terms.ValidUntil = await Given.InAsync(Short);
        var agreement = await Given.AgreementAsync(provider, recipient, terms);
        await provider.AmendAsync(agreement, t => t.ValidUntil = null);
        await recipient.CountersignAsync(agreement.Id, 2);

        await Task.Delay(Short + TimeSpan.FromSeconds(1));

        (await provider.ReadAsync(agreement.Id)).Status.ShouldBe(AgreementStatus.InForce);
        (await recipient.PullAsync()).Views.ShouldHaveSingleItem();
    }
}

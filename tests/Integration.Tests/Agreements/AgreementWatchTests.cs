using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

public sealed class AgreementWatchTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_party_hears_of_each_thing_that_another_does()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        using var watch = new AgreementWatch(recipient);

        var proposed = await Given.ProposalAsync(provider, Terms.Between(provider, recipient));
        var told = await watch.NextAsync();
        (told.What, told.Agreement, told.Delivered).ShouldBe(($"proposed by {provider.Id}", proposed, 0ul));
        var agreed = await recipient.CountersignAsync(proposed.Id, 1);
        (await watch.NextAsync()).Agreement.ShouldBe(agreed);
        await provider.AmendAsync(agreed, t => t.PermittedUse = "other");
        (await watch.NextAsync()).What.ShouldBe($"revision 2 proposed by {provider.Id}");
        await provider.SuspendAsync(proposed.Id, "a");
        (await watch.NextAsync()).What.ShouldBe($"suspended by {provider.Id}: a");
        await provider.ResumeAsync(proposed.Id);
        (await watch.NextAsync()).What.ShouldBe($"resumed by {provider.Id}");
        await provider.TerminateAsync(proposed.Id, "The end.");
        (await watch.NextAsync()).What.ShouldBe($"terminated by {provider.Id}: The end.");
    }

    [Fact]
    public async Task Agreements_of_others_are_told_to_auditors_only()
    {
        var (outsider, auditor) = (await Given.AgencyAsync(), await Given.AuditorAsync());
        using var outside = new AgreementWatch(outsider);
        var shared = await Given.HubWithActiveAgreementAsync();
        using var audit = new AgreementWatch(auditor);
        (await audit.UntilAsync(shared.Agreement.Id, $"countersigned by {shared.Recipient.Id}; in force")).Agreement.ShouldBe(shared.Agreement);

        var own = await Given.ProposalAsync(outsider, Terms.Between(await Given.RetailerAsync(), outsider));

        (await outside.NextAsync()).Agreement.ShouldBe(own, "nothing came before it");
    }

    [Fact]
    public async Task It_ends_when_its_member_is_suspended()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        using var watch = new AgreementWatch(shared.Recipient);
        await watch.NextAsync();

        await Given.SuspendedAsync(shared.Recipient);

        (await watch.EndAsync()).ShouldSay(StatusCode.PermissionDenied, "CLIENT_UNKNOWN");
    }

    [Fact]
    public async Task An_outsider_is_told_of_no_agreement_whatever_it_asks()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var outsider = await Given.AgencyAsync();
        var (id, nowhere) = (shared.Agreement.Id, Guid.NewGuid().ToString("D"));

        foreach (var call in new Func<string, Task>[]
        {
            agreement => outsider.ReadAsync(agreement),
            agreement => outsider.CountersignAsync(agreement, 1),
            agreement => outsider.AmendAsync(new Agreement { Id = agreement, Revision = 1, Terms = shared.Agreement.Terms }, t => t.PermittedUse = "x"),
            agreement => outsider.AmendAsync(new Agreement { Id = agreement, Revision = 7, Terms = new AgreementTerms() }, _ => { }),
            agreement => outsider.SuspendAsync(agreement, "x"),
            agreement => outsider.ResumeAsync(agreement),
            agreement => outsider.TerminateAsync(agreement, "x"),
        })
        {
            var held = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => call(id));
            (await Refused.ByAsync(() => call(nowhere))).Whole().ShouldBe(held.Whole());
        }

        (await shared.Provider.ReadAsync(id)).ShouldBe(shared.Agreement);
    }
}

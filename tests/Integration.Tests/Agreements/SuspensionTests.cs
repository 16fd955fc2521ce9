using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

public sealed class SuspensionTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_suspension_by_the_recipient_ends_its_stream_with_the_reason_and_the_provider_hears_of_it()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Listing("l-2"));
        using var provider = new AgreementWatch(shared.Provider);
        (await provider.NextAsync()).What.ShouldBe($"countersigned by {shared.Recipient.Id}; in force");
        var watch = await Given.WatchAsync(shared.Recipient);

        (await shared.Recipient.SuspendAsync(shared.Agreement.Id, "We check it.")).Status.ShouldBe(AgreementStatus.Suspended);
        var (end, status, after) = await watch.EndAsync();

        after.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (end.Reason, end.AgreementId).ShouldBe((EndReason.AgreementEnded, shared.Agreement.Id));
        end.Message.ShouldContain($"suspended by {shared.Recipient.Id}: We check it.");
        status.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        var told = await provider.NextAsync();
        (told.What, told.Delivered).ShouldBe(($"suspended by {shared.Recipient.Id}: We check it.", 2ul));
        var suspension = told.Agreement.Suspensions.ShouldHaveSingleItem();
        (suspension.Member, suspension.Reason).ShouldBe((shared.Recipient.Id, "We check it."));
    }

    [Fact]
    public async Task Nothing_is_shared_until_each_party_has_taken_its_own_suspension_back()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await shared.Provider.SuspendAsync(shared.Agreement.Id, "a");
        var suspended = await shared.Recipient.SuspendAsync(shared.Agreement.Id, "b");
        suspended.Suspensions.Select(s => s.Member).ShouldBe([shared.Provider.Id, shared.Recipient.Id]);

        (await shared.Recipient.ResumeAsync(shared.Agreement.Id)).Status.ShouldBe(AgreementStatus.Suspended);
        (await shared.Recipient.PullAsync()).Views.ShouldBeEmpty();
        var refused = await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => shared.Recipient.ResumeAsync(shared.Agreement.Id));
        refused.Status.Detail.ShouldContain(shared.Provider.Id);

        (await shared.Provider.ResumeAsync(shared.Agreement.Id)).Status.ShouldBe(AgreementStatus.InForce);
        (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();
        (await shared.Provider.ResumeAsync(shared.Agreement.Id)).Status.ShouldBe(AgreementStatus.InForce);
    }

    [Fact]
    public async Task A_proposal_cannot_be_suspended()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var proposed = await Given.ProposalAsync(provider, Terms.Between(provider, recipient));

        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => recipient.SuspendAsync(proposed.Id, "b"));
    }

    [Fact]
    public async Task A_reason_is_asked_for_and_can_write_into_no_terminal()
    {
        var shared = await Given.HubWithActiveAgreementAsync();

        foreach (var reason in new[] { "", "a\u001b[2J", new string('a', 501) })
            (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => shared.Provider.SuspendAsync(shared.Agreement.Id, reason))).Fields().ShouldBe(["reason"]);
    }
}

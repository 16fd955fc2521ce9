using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

public sealed class LifeTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task An_agreement_is_proposed_countersigned_and_terminated_and_every_party_reads_it()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);

        var proposed = await Given.ProposalAsync(provider, terms);
        proposed.Status.ShouldBe(AgreementStatus.Proposed);
        proposed.Revision.ShouldBe(1u);
        proposed.Terms.ShouldBe(terms);
        var first = proposed.Signatures.ShouldHaveSingleItem();
        (first.Member, first.Actor).ShouldBe((provider.Id, $"client:{provider.Id}/{provider.Credential.ClientId}"));

        var signed = await CountersignAsync(recipient, proposed.Id);
        signed.Status.ShouldBe(AgreementStatus.InForce);
        signed.Signatures.Select(s => s.Member).ShouldBe([provider.Id, recipient.Id]);
        signed.InForceSince.ShouldNotBeNull();

        var ended = (await recipient.Hub.Agreements.TerminateAsync(new TerminateRequest { AgreementId = proposed.Id, Reason = "Enough." })).Agreement;
        ended.Status.ShouldBe(AgreementStatus.Terminated);
        (ended.TerminatedBy, ended.TerminationReason).ShouldBe((recipient.Id, "Enough."));

        (await ReadAsync(provider, proposed.Id)).ShouldBe(ended);
        (await provider.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.ShouldBe([ended]);
        (await provider.Hub.Agreements.ListAsync(new AgreementServiceListRequest { InForceOnly = true })).Agreements.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recipient_may_propose_and_the_provider_signs()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));

        var proposed = await Given.ProposalAsync(recipient, Terms.Between(provider, recipient));
        (await recipient.PullAsync()).Views.ShouldBeEmpty("a recipient's own signature grants it nothing");

        (await CountersignAsync(provider, proposed.Id)).Status.ShouldBe(AgreementStatus.InForce);
        (await recipient.PullAsync()).Views.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_side_alone_grants_nothing()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var proposed = await Given.ProposalAsync(provider, Terms.Between(provider, recipient));

        (await CountersignAsync(provider, proposed.Id)).Status.ShouldBe(AgreementStatus.Proposed, "signing twice is one signature");

        (await recipient.PullAsync()).End.Reason.ShouldBe(EndReason.Complete);
        (await recipient.PullAsync()).Views.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => recipient.GetAsync(provider.Id, RecordKind.Listing, "l-1"));
        (await recipient.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting })).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_several_recipients_sign_before_it_is_in_force_for_any()
    {
        var (provider, one, other) = (await Given.RetailerAsync(), await Given.AgencyAsync(), await Given.AgencyAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var terms = Terms.Between(provider, one);
        terms.Recipients.Add(other.Id);
        var proposed = await Given.ProposalAsync(provider, terms);

        (await CountersignAsync(one, proposed.Id)).Status.ShouldBe(AgreementStatus.Proposed);
        (await one.PullAsync()).Views.ShouldBeEmpty();

        (await CountersignAsync(other, proposed.Id)).Status.ShouldBe(AgreementStatus.InForce);
        (await one.PullAsync()).Views.ShouldHaveSingleItem();
        (await other.PullAsync()).Views.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Signing_another_revision_than_was_read_is_ABORTED()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var proposed = await Given.ProposalAsync(provider, Terms.Between(provider, recipient));

        await Refused.WithAsync(StatusCode.Aborted, "CHANGED_MEANWHILE", () => CountersignAsync(recipient, proposed.Id, revision: 2));

        (await ReadAsync(recipient, proposed.Id)).Status.ShouldBe(AgreementStatus.Proposed);
    }

    [Fact]
    public async Task A_terminated_agreement_cannot_be_signed()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var proposed = await Given.ProposalAsync(provider, Terms.Between(provider, recipient));
        await Given.TerminatedAsync(provider, proposed);

        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => CountersignAsync(recipient, proposed.Id));
    }

    [Fact]
    public async Task Terminating_twice_ends_it_once()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.TerminatedAsync(shared.Provider, shared.Agreement, "The first reason.");

        await Given.TerminatedAsync(shared.Recipient, shared.Agreement, "A second reason.");

        var ended = await ReadAsync(shared.Provider, shared.Agreement.Id);
        (ended.TerminatedBy, ended.TerminationReason).ShouldBe((shared.Provider.Id, "The first reason."));
    }

    [Fact]
    public async Task Proposing_twice_with_the_same_id_proposes_once()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var request = new ProposeRequest { AgreementId = NewId(), Terms = Terms.Between(provider, recipient) };

        var first = (await provider.Hub.Agreements.ProposeAsync(request)).Agreement;
        var again = (await provider.Hub.Agreements.ProposeAsync(request)).Agreement;

        again.ShouldBe(first);
        (await provider.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Proposing_other_terms_under_an_id_that_is_taken_is_refused_alike_for_parties_and_outsiders()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var outsider = await Given.AgencyAsync();
        var other = Terms.Between(shared.Provider, shared.Recipient, Terms.Grant(g => g.Ceiling = Tlp.Green));

        var byParty = await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", () => shared.Provider.Hub.Agreements.ProposeAsync(
            new ProposeRequest { AgreementId = shared.Agreement.Id, Terms = other }).ResponseAsync);
        var byOutsider = await Refused.ByAsync(() => outsider.Hub.Agreements.ProposeAsync(
            new ProposeRequest { AgreementId = shared.Agreement.Id, Terms = Terms.Between(shared.Provider, outsider) }).ResponseAsync);

        byOutsider.Whole().ShouldBe(byParty.Whole());
        (await ReadAsync(shared.Provider, shared.Agreement.Id)).ShouldBe(shared.Agreement);
    }

    [Fact]
    public async Task Of_two_ends_at_once_one_is_kept()
    {
        var shared = await Given.HubWithActiveAgreementAsync();

        await Task.WhenAll(
            Given.TerminatedAsync(shared.Provider, shared.Agreement, "by the provider"), Given.TerminatedAsync(shared.Recipient, shared.Agreement, "by the recipient"));

        var types = (await Given.HistoryAsync(new ReplayRequest { Stream = $"agreement/{shared.Agreement.Id}" })).Select(e => e.Type);
        types.ShouldBe(["agreement.proposed.v1", "agreement.countersigned.v1", "agreement.in_force.v1", "agreement.terminated.v1"]);
    }

    private static string NewId() => Guid.NewGuid().ToString("D");

    private static async Task<Agreement> CountersignAsync(Party party, string id, uint revision = 1) =>
        (await party.Hub.Agreements.CountersignAsync(new CountersignRequest { AgreementId = id, Revision = revision })).Agreement;

    private static async Task<Agreement> ReadAsync(Party party, string id) =>
        (await party.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = id })).Agreement;
}

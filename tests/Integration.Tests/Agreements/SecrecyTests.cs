using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

/// <summary>Who is in an agreement is known to its parties and to auditors only.</summary>
public sealed class SecrecyTests(TheHub hub) : HubTests(hub)
{
    private const string Missing = "0190a8d2-0000-7000-8000-000000000000";

    [Fact]
    public async Task For_an_outsider_an_agreement_is_exactly_what_does_not_exist()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var outsider = await Given.AgencyAsync();
        var calls = new Func<string, Task>[]
        {
            id => outsider.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = id }).ResponseAsync,
            id => outsider.Hub.Agreements.CountersignAsync(new CountersignRequest { AgreementId = id, Revision = 1 }).ResponseAsync,
            id => outsider.Hub.Agreements.CountersignAsync(new CountersignRequest { AgreementId = id, Revision = 9 }).ResponseAsync,
            id => outsider.Hub.Agreements.TerminateAsync(new TerminateRequest { AgreementId = id, Reason = "Mine." }).ResponseAsync,
        };

        foreach (var call in calls)
        {
            var hidden = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => call(shared.Agreement.Id));
            var missing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => call(Missing));
            hidden.Whole().ShouldBe(missing.Whole());
        }

        (await outsider.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.ShouldBeEmpty();
        (await shared.Provider.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = shared.Agreement.Id })).Agreement.ShouldBe(shared.Agreement);
    }

    [Fact]
    public async Task Nobody_proposes_for_others()
    {
        var (provider, recipient, outsider) = (await Given.RetailerAsync(), await Given.AgencyAsync(), await Given.AgencyAsync());

        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => Given.ProposalAsync(outsider, Terms.Between(provider, recipient)));

        (await provider.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_auditor_reads_every_agreement_and_signs_none()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var auditor = await Given.AuditorAsync();

        (await auditor.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = shared.Agreement.Id })).Agreement.ShouldBe(shared.Agreement);
        (await auditor.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.ShouldContain(shared.Agreement);
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => Given.TerminatedAsync(auditor, shared.Agreement));
    }

    [Fact]
    public async Task The_operator_sees_no_terms_and_signs_nothing()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var agreements = Hub.Operator.Agreements;
        var id = shared.Agreement.Id;

        foreach (var call in new Func<Task>[]
        {
            () => agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = id }).ResponseAsync,
            () => agreements.ListAsync(new AgreementServiceListRequest()).ResponseAsync,
            () => agreements.ProposeAsync(new ProposeRequest { Terms = shared.Agreement.Terms }).ResponseAsync,
            () => agreements.CountersignAsync(new CountersignRequest { AgreementId = id, Revision = 1 }).ResponseAsync,
            () => agreements.TerminateAsync(new TerminateRequest { AgreementId = id, Reason = "Mine." }).ResponseAsync,
        })
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", call);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0190A8D2-0000-7000-8000-000000000000")]
    [InlineData("{0190a8d2-0000-7000-8000-000000000000}")]
    [InlineData("' or 1=1 --")]
    public async Task An_id_that_is_no_lower_case_uuid_is_refused(string id)
    {
        var party = await Given.RetailerAsync();

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            party.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = id }).ResponseAsync);

        refused.Fields().ShouldBe(["agreement_id"]);
    }
}

namespace SharingHub.Integration.Tests.Harness;

/// <summary>What parties do to an agreement.</summary>
internal static class Agreeing
{
    public static async Task<Agreement> ReadAsync(this Party party, string id) =>
        (await party.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = id })).Agreement;

    public static async Task<Agreement> AmendAsync(this Party party, Agreement agreement, Action<AgreementTerms> change)
    {
        var terms = agreement.Terms.Clone();
        change(terms);
        return (await party.Hub.Agreements.AmendAsync(
            new AmendRequest { AgreementId = agreement.Id, ExpectedRevision = agreement.Revision, Terms = terms })).Agreement;
    }

    public static async Task<Agreement> CountersignAsync(this Party party, string id, uint revision) =>
        (await party.Hub.Agreements.CountersignAsync(new CountersignRequest { AgreementId = id, Revision = revision })).Agreement;

    public static async Task<Agreement> SuspendAsync(this Party party, string id, string reason) =>
        (await party.Hub.Agreements.SuspendAsync(new AgreementServiceSuspendRequest { AgreementId = id, Reason = reason })).Agreement;

    public static async Task<Agreement> ResumeAsync(this Party party, string id) =>
        (await party.Hub.Agreements.ResumeAsync(new ResumeRequest { AgreementId = id })).Agreement;

    public static async Task<Agreement> TerminateAsync(this Party party, string id, string reason) =>
        (await party.Hub.Agreements.TerminateAsync(new TerminateRequest { AgreementId = id, Reason = reason })).Agreement;
}

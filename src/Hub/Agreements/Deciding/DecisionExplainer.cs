using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>
/// Decides once more, slowly, and says how. Pure. It looks at the terms one by one where <see cref="Entitlement"/> looks things up; only what a
/// moment, a faulty term and a value are is the same code.
/// </summary>
internal static class DecisionExplainer
{
    public static Explanation Explain(
        string recipient, Purpose purpose, RecordFacts facts, IEnumerable<AgreementInForce> agreements, DateTimeOffset now)
    {
        var between = LatestRevisions.Of(agreements)
            .Where(agreement => agreement.Terms.Provider == facts.Contributor && agreement.Terms.Recipients.Contains(recipient))
            .OrderBy(agreement => agreement.Id.ToString("D"), StringComparer.Ordinal)
            .Select(agreement => (Agreement: agreement, Faults: TermsValidator.Check(agreement.Terms)))
            .ToList();
        var explained = between.ConvertAll(one => Explain(one.Agreement, one.Faults, recipient, purpose, facts, now));
        var prohibited = explained.Any(agreement => agreement.Prohibitions.Any(one => one.Matches));
        var matching = between.Zip(explained)
            .SelectMany(pair => pair.Second.Grants.Where(grant => grant.Matches).Select(grant => (Grant: grant, Compiled: Compile(pair.First.Agreement, grant))))
            .OrderBy(one => one.Compiled, DeterminingOrder.ForRead)
            .Select(one => one.Grant)
            .FirstOrDefault();
        var outcome = explained.Count == 0 ? ExplainedOutcome.NoAgreement
            : prohibited ? ExplainedOutcome.Prohibited
            : matching is null ? ExplainedOutcome.NoGrantMatches
            : ExplainedOutcome.Allowed;
        return new Explanation(outcome, outcome == ExplainedOutcome.Allowed ? matching : null, explained);
    }

    private static ExplainedAgreement Explain(
        AgreementInForce agreement, TermsViolations faults, string recipient, Purpose purpose, RecordFacts facts, DateTimeOffset now)
    {
        var sound = faults.Found.Count == 0;
        // Faulty terms cannot be compiled, and there is nothing in them to match.
        var grants = sound
            ? Enumerable.Range(1, agreement.Terms.Grants.Count).Select(number => new CompiledGrant(agreement, number)).Select(grant => new ExplainedGrant(
                grant.AgreementId, grant.Revision, grant.Number, grant.Grant, [.. ExplainedTerms.Of(grant, recipient, purpose, facts, now)]))
            : [];
        var prohibitions = CompiledProhibition.Of(agreement, faults).Select(prohibition => new ExplainedProhibition(
            prohibition.Number, prohibition.Prohibition, [.. ExplainedTerms.Of(prohibition, purpose, facts, now)]));
        return new ExplainedAgreement(agreement.Id, agreement.Revision, faults.Found, [.. grants], [.. prohibitions]);
    }

    private static CompiledGrant Compile(AgreementInForce agreement, ExplainedGrant grant) => new(agreement, (int)grant.Number);
}

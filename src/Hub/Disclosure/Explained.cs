using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>An explanation as the contract sends it.</summary>
internal static class Explained
{
    public static ExplainResponse Of(Explanation explanation, CompiledGrant? decided, RecordKind kind, bool contributorActs)
    {
        var response = new ExplainResponse { Allowed = decided is not null, Summary = Summary(explanation.Outcome, decided, contributorActs) };
        if (decided is not null)
        {
            (response.AgreementId, response.AgreementRevision, response.Grant) = (decided.AgreementName, decided.Revision, decided.Number);
            response.Withheld.AddRange(decided.Mask.Withheld(kind));
        }

        response.Considered.AddRange(explanation.Agreements.Select(Agreement));
        return response;
    }

    private static string Summary(ExplainedOutcome outcome, CompiledGrant? decided, bool contributorActs) => outcome switch
    {
        _ when !contributorActs => "No: the contributor is suspended.",
        ExplainedOutcome.Allowed => $"Yes: grant {decided!.Number} of agreement {decided.AgreementName}@{decided.Revision} determines.",
        ExplainedOutcome.Prohibited => "No: a prohibition matches, and prohibitions trump grants.",
        ExplainedOutcome.NoGrantMatches => "No: there are agreements in force, but of no grant do all conditions hold.",
        _ => "No: no agreement in force names this recipient.",
    };

    private static ConsideredAgreement Agreement(ExplainedAgreement agreement)
    {
        var considered = new ConsideredAgreement { AgreementId = agreement.Id.ToString("D"), AgreementRevision = agreement.Revision };
        considered.Parts.AddRange(agreement.Grants.Select(g => Part(new ConsideredPart { Grant = g.Number, Matched = g.Matches }, g.Conditions)));
        considered.Parts.AddRange(agreement.Prohibitions.Select(p => Part(new ConsideredPart { Prohibition = p.Number, Matched = p.Matches }, p.Conditions)));
        return considered;
    }

    private static ConsideredPart Part(ConsideredPart part, IEnumerable<ExplainedCondition> conditions)
    {
        part.Conditions.AddRange(conditions.Select(c => new ConsideredCondition { Name = c.Name, Asked = c.Asked, Found = c.Found, Held = c.Held }));
        return part;
    }
}

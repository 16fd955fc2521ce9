using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Who hears an explanation: how much of a record's content it may give away.</summary>
internal enum Hearer
{
    /// <summary>All: it is its record.</summary>
    Contributor,

    /// <summary>Which conditions on content held, and not what the record says.</summary>
    Auditor,

    /// <summary>Nothing beyond its view. That the determining grant matches it knows; what others would make of fields that it may not see, it must not.</summary>
    Recipient,
}

/// <summary>An explanation as the contract sends it.</summary>
internal static class Explained
{
    private const string NotShown = "not shown";

    public static ExplainResponse Of(Explanation explanation, CompiledGrant? decided, RecordKind kind, bool contributorActs, Hearer hearer)
    {
        var response = new ExplainResponse { Allowed = decided is not null, Summary = Summary(explanation.Outcome, decided, contributorActs) };
        if (decided is not null)
        {
            (response.AgreementId, response.AgreementRevision, response.Grant) = (decided.AgreementName, decided.Revision, decided.Number);
            response.Withheld.AddRange(decided.Mask.Withheld(kind));
        }

        response.Considered.AddRange(explanation.Agreements.Select(agreement => Agreement(agreement, explanation.Determining, hearer)));
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

    private static ConsideredAgreement Agreement(ExplainedAgreement agreement, ExplainedGrant? determining, Hearer hearer)
    {
        var considered = new ConsideredAgreement { AgreementId = agreement.Id.ToString("D"), AgreementRevision = agreement.Revision };
        considered.Parts.AddRange(agreement.Grants.Where(g => g == determining || MayHear(hearer, g.Conditions))
            .Select(g => Part(new ConsideredPart { Grant = g.Number, Matched = g.Matches }, g.Conditions, hearer)));
        considered.Parts.AddRange(agreement.Prohibitions.Where(p => MayHear(hearer, p.Conditions))
            .Select(p => Part(new ConsideredPart { Prohibition = p.Number, Matched = p.Matches }, p.Conditions, hearer)));
        return considered;
    }

    private static bool MayHear(Hearer hearer, IEnumerable<ExplainedCondition> conditions) =>
        hearer != Hearer.Recipient || !conditions.Any(c => c.OfContent);

    private static ConsideredPart Part(ConsideredPart part, IEnumerable<ExplainedCondition> conditions, Hearer hearer)
    {
        part.Conditions.AddRange(conditions.Select(c => new ConsideredCondition
        {
            Name = c.Name,
            Asked = c.Asked,
            Found = c.OfContent && hearer != Hearer.Contributor ? NotShown : c.Found,
            Held = c.Held,
        }));
        return part;
    }
}

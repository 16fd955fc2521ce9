using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Why a recipient may or may not read a record for a purpose at a moment. Agreement with <see cref="Entitlement.DecideRead"/> is tested.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Determining">The grant whose view is given; null when none is.</param>
/// <param name="Agreements">Every agreement from the record's contributor that names the recipient, by id.</param>
internal sealed record Explanation(ExplainedOutcome Outcome, ExplainedGrant? Determining, IReadOnlyList<ExplainedAgreement> Agreements);

internal enum ExplainedOutcome
{
    /// <summary>A grant matches and nothing prohibits.</summary>
    Allowed,

    /// <summary>The contributor has no agreement with the recipient.</summary>
    NoAgreement,

    /// <summary>There are agreements; of no grant do all conditions hold.</summary>
    NoGrantMatches,

    /// <summary>A prohibition matches, so that no grant counts.</summary>
    Prohibited,
}

/// <param name="Id">The agreement.</param>
/// <param name="Revision">The one that counts.</param>
/// <param name="Faults">What is wrong with its terms; when anything is, it grants nothing.</param>
/// <param name="Grants">In their order; none where there are faults.</param>
/// <param name="Prohibitions">In their order. When it cannot be told what the agreement prohibits, the one with number 0, which stands for everything.</param>
internal sealed record ExplainedAgreement(
    Guid Id, uint Revision, IReadOnlyList<FieldViolation> Faults, IReadOnlyList<ExplainedGrant> Grants, IReadOnlyList<ExplainedProhibition> Prohibitions);

/// <param name="AgreementId">The agreement that it stands in.</param>
/// <param name="Revision">Of that agreement.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Grant">As signed.</param>
/// <param name="Conditions">All that a grant asks, whether or not an earlier one failed.</param>
internal sealed record ExplainedGrant(Guid AgreementId, uint Revision, uint Number, Grant Grant, IReadOnlyList<ExplainedCondition> Conditions)
{
    public bool Matches => Conditions.All(condition => condition.Held);
}

/// <param name="Number">Its place, from 1; 0 when it cannot be told what the agreement prohibits.</param>
/// <param name="Prohibition">As signed; null with number 0.</param>
/// <param name="Conditions">All that must hold for it to keep the record out.</param>
internal sealed record ExplainedProhibition(uint Number, Prohibition? Prohibition, IReadOnlyList<ExplainedCondition> Conditions)
{
    public bool Matches => Conditions.All(condition => condition.Held);
}

/// <param name="Name">The term, as in the contract: <c>ceiling</c>, <c>conditions.brands</c>.</param>
/// <param name="Asked">What the terms ask.</param>
/// <param name="Found">What was met with.</param>
/// <param name="Held">Whether that satisfies them.</param>
/// <param name="OfContent">Whether what was found is in the record's body, of which not everyone may hear.</param>
internal sealed record ExplainedCondition(string Name, string Asked, string Found, bool Held, bool OfContent = false);

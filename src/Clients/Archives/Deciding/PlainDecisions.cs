using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>
/// docs/sharing-decisions.md in the plainest way: no index, nothing compiled, nothing shared with the hub's evaluator. Change it from the page, never
/// from the other program: what an archive's verifier finds is worth something only because the two were written apart.
/// </summary>
internal static class PlainDecisions
{
    /// <summary>The grant that determines how the recipient may read the record; null means that it may not.</summary>
    public static DeterminingGrant? Read(
        string recipient, Purpose purpose, IReadOnlyCollection<StandingAgreement> agreements, DecisionFacts facts, DateTimeOffset now) =>
        MatchingRead(recipient, purpose, agreements, facts, now)
            .OrderBy(one => one.Grant.Read.WithheldClasses.Count)
            .ThenBy(one => one.Grant.Read.WithheldFields.Count)
            .ThenBy(one => one.Agreement.ToString(), StringComparer.Ordinal)
            .ThenBy(one => one.Number)
            .FirstOrDefault();

    /// <summary>The grant that determines how the hub may join on the record for the recipient; null means that it may not.</summary>
    public static DeterminingGrant? Correlate(
        string recipient, Purpose purpose, IReadOnlyCollection<StandingAgreement> agreements, DecisionFacts facts, DateTimeOffset now) =>
        Matching(recipient, purpose, agreements, facts, now)
            .Where(one => one.Grant.Correlate != null)
            .OrderBy(one => one.Grant.Correlate.WithheldFromCorrelation ? one.Grant.Read.WithheldClasses.Count : 0)
            .ThenBy(one => one.Grant.Correlate.WithheldFromCorrelation ? one.Grant.Read.WithheldFields.Count : 0)
            .ThenBy(one => (int)one.Grant.Correlate.Release)
            .ThenBy(one => one.Agreement.ToString(), StringComparer.Ordinal)
            .ThenBy(one => one.Number)
            .FirstOrDefault();

    public static IEnumerable<DeterminingGrant> MatchingRead(
        string recipient, Purpose purpose, IReadOnlyCollection<StandingAgreement> agreements, DecisionFacts facts, DateTimeOffset now) =>
        Matching(recipient, purpose, agreements, facts, now).Where(one => one.Grant.Read != null);

    public static bool Prohibited(
        string recipient, Purpose purpose, IReadOnlyCollection<StandingAgreement> agreements, DecisionFacts facts, DateTimeOffset now)
    {
        foreach (var agreement in Counting(agreements, facts.Contributor, recipient, now))
        {
            if (agreement.CannotTellWhatIsProhibited)
                return true;
            foreach (var prohibition in agreement.Terms.Prohibitions)
            {
                if (!prohibition.Kinds.Contains(facts.Kind) || (prohibition.Purposes.Count > 0 && !prohibition.Purposes.Contains(purpose)))
                    continue;
                if (prohibition.Conditions == null || facts.Attributes == null || Hold(prohibition.Conditions, facts.Attributes))
                    return true;
            }
        }

        return false;
    }

    private static IEnumerable<DeterminingGrant> Matching(
        string recipient, Purpose purpose, IReadOnlyCollection<StandingAgreement> agreements, DecisionFacts facts, DateTimeOffset now) =>
        IsForAnother(recipient, facts) || Prohibited(recipient, purpose, agreements, facts, now) ? [] : MatchingIgnoringProhibitions(recipient, purpose, agreements, facts, now);

    /// <summary>An inspection is for its addressee; when nobody knows who that is, it is for nobody.</summary>
    private static bool IsForAnother(string recipient, DecisionFacts facts) =>
        facts.Kind == RecordKind.Inspection && (recipient.Length == 0 || facts.Attributes == null || facts.Attributes.Addressee != recipient);

    private static IEnumerable<DeterminingGrant> MatchingIgnoringProhibitions(
        string recipient, Purpose purpose, IReadOnlyCollection<StandingAgreement> agreements, DecisionFacts facts, DateTimeOffset now)
    {
        foreach (var agreement in Counting(agreements, facts.Contributor, recipient, now).Where(a => !a.HasFault))
        {
            for (var i = 0; i < agreement.Terms.Grants.Count; i++)
            {
                var grant = agreement.Terms.Grants[i];
                if (grant.Purposes.Contains(purpose)
                    && grant.Kinds.Contains(facts.Kind)
                    && facts.Tlp is Tlp.Clear or Tlp.Green or Tlp.Amber or Tlp.AmberStrict or Tlp.Red
                    && (int)facts.Tlp <= (int)grant.Ceiling
                    && BackFillAllows(agreement, grant, facts.SequencedAt)
                    && CameFromThere(grant, facts.Attributes)
                    && (grant.Conditions == null
                        || (facts.Confidence >= grant.Conditions.MinConfidence && Hold(grant.Conditions, facts.Attributes ?? new RecordAttributes()))))
                {
                    yield return new DeterminingGrant(agreement.Id, agreement.Revision, (uint)(i + 1), grant);
                }
            }
        }
    }

    /// <summary>A grant with an origin is for what came under that grant of another hub, as it has been since that revision.</summary>
    private static bool CameFromThere(Grant grant, RecordAttributes? said) => grant.Origin == null
        || (said != null && said.CameUnder != null && said.CameUnder.AgreementId == grant.Origin.AgreementId && said.CameUnder.Grant == grant.Origin.Grant
            && said.CameUnder.Revision >= grant.Origin.Revision);

    /// <summary>The agreements between the two that act now, each in its latest revision.</summary>
    private static IEnumerable<StandingAgreement> Counting(
        IReadOnlyCollection<StandingAgreement> agreements, string provider, string recipient, DateTimeOffset now) =>
        agreements.Where(a => a.IsBetween(provider, recipient) && Acts(a, now) && !agreements.Any(other => other.Id == a.Id && other.Revision > a.Revision));

    private static bool Hold(Conditions asked, RecordAttributes said) =>
        Holds(asked.Brands, said.Brands) && Holds(asked.Countries, said.Countries) && Holds(asked.Ports, said.Ports) && Holds(asked.Marketplaces, said.Marketplaces);

    private static bool Holds(IEnumerable<string> asked, IEnumerable<string> said) =>
        !asked.Any() || asked.Any(wanted => said.Any(value => Folding.Same(wanted, value)));

    private static bool Acts(StandingAgreement agreement, DateTimeOffset now) => Instant.Of(now) >= StartOf(agreement)
        && (agreement.Terms.ValidUntil == null || !Instant.Exists(agreement.Terms.ValidUntil) || Instant.Of(now) < Instant.Of(agreement.Terms.ValidUntil));

    private static Int128 StartOf(StandingAgreement agreement) => agreement.Terms.ValidFrom == null || !Instant.Exists(agreement.Terms.ValidFrom)
        ? Instant.Of(agreement.InForceSince)
        : Int128.Max(Instant.Of(agreement.InForceSince), Instant.Of(agreement.Terms.ValidFrom));

    private static bool BackFillAllows(StandingAgreement agreement, Grant grant, DateTimeOffset? sequencedAt) => grant.BackFill switch
    {
        BackFill.All => true,
        BackFill.None => sequencedAt is { } at && Instant.Of(at) >= StartOf(agreement),
        BackFill.From => sequencedAt is { } at && Instant.Of(at) >= Instant.Of(grant.BackFillFrom),
        _ => false,
    };
}

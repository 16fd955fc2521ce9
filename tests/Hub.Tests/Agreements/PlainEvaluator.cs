using SharingHub.Archives.Deciding;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>
/// docs/sharing-decisions.md again, as whoever verifies an archive decides: <see cref="PlainDecisions"/> shares nothing with the hub's evaluator but its
/// inputs. Here it is asked in the hub's terms.
/// </summary>
internal static class PlainEvaluator
{
    internal sealed record Determining(Guid Agreement, uint Revision, uint Number, Grant Grant);

    public static Determining? Read(string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        Of(PlainDecisions.Read(recipient, purpose, Standing(agreements), Of(facts), now));

    public static Determining? Correlate(string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        Of(PlainDecisions.Correlate(recipient, purpose, Standing(agreements), Of(facts), now));

    public static IEnumerable<Determining> MatchingRead(
        string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        PlainDecisions.MatchingRead(recipient, purpose, Standing(agreements), Of(facts), now).Select(one => Of(one)!);

    public static bool Prohibited(string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        PlainDecisions.Prohibited(recipient, purpose, Standing(agreements), Of(facts), now);

    public static bool HasFault(AgreementTerms terms) => TermsFaults.HasFault(terms);

    private static List<StandingAgreement> Standing(IReadOnlyList<AgreementInForce> agreements) =>
        [.. agreements.Select(a => new StandingAgreement(a.Id, a.Revision, a.Terms, a.InForceSince))];

    private static Determining? Of(DeterminingGrant? one) => one is null ? null : new Determining(one.Agreement, one.Revision, one.Number, one.Grant);

    private static DecisionFacts Of(in RecordFacts facts) =>
        new(facts.Contributor, facts.Kind, facts.Tlp, facts.Confidence, facts.SequencedAt, facts.Attributes);
}

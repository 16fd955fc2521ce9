using SharingHub.Archives.Deciding;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Folding;

/// <summary>One agreement, folded from its archived events.</summary>
internal sealed class FoldedAgreement(Guid id)
{
    private readonly List<FoldedRevision> _revisions = [];
    private readonly HashSet<string> _suspendedBy = [];
    private bool _over;

    /// <summary>The version of its stream.</summary>
    public long Version { get; private set; }

    /// <summary>As it stands now; null when it does not.</summary>
    public StandingAgreement? Standing { get; private set; }

    /// <returns>What is wrong with the event, given those before.</returns>
    public Problem? Apply(EventEnvelope envelope, byte[] body)
    {
        Version = envelope.Version;
        var problem = Fold(envelope, body);
        Standing = !_over && _suspendedBy.Count == 0 && _revisions.FindLast(r => r.InForceSince is not null) is { } current
            ? Standing is { } same && same.Revision == current.Number && same.InForceSince == current.InForceSince
                ? same
                : new StandingAgreement(id, current.Number, current.Terms, current.InForceSince!.Value)
            : null;
        return problem;
    }

    /// <summary>The terms of a revision, whatever became of it.</summary>
    public AgreementTerms? TermsOf(uint revision) => _revisions.Find(r => r.Number == revision)?.Terms;

    public IEnumerable<(uint Revision, AgreementTerms Terms)> Terms => _revisions.Select(r => (r.Number, r.Terms));

    private Problem? Fold(EventEnvelope envelope, byte[] body)
    {
        switch (envelope.Type)
        {
            case "agreement.proposed.v1":
                return Begin(1, AgreementProposed.Parser.ParseFrom(body).Terms, envelope.Member);
            case "agreement.amended.v1":
                var amended = AgreementAmended.Parser.ParseFrom(body);
                return Begin(amended.Revision, amended.Terms, envelope.Member);
            case "agreement.countersigned.v1":
                var signed = AgreementCountersigned.Parser.ParseFrom(body);
                return signed.Member == envelope.Member ? Sign(signed.Revision, signed.Member) : new Problem($"It is signed for {signed.Member} by {envelope.Member}.");
            case "agreement.in_force.v1":
                return ComeIntoForce(AgreementCameIntoForce.Parser.ParseFrom(body).Revision, envelope.Recorded);
            case "agreement.suspended.v1":
                _suspendedBy.Add(AgreementSuspended.Parser.ParseFrom(body).Member);
                return null;
            case "agreement.resumed.v1":
                return _suspendedBy.Remove(AgreementResumed.Parser.ParseFrom(body).Member) ? null : new Problem("It resumes what was not suspended by this member.");
            case "agreement.terminated.v1" or "agreement.expired.v1":
                _over = true;
                return null;
            default:
                return new Problem($"An event of type {envelope.Type} has no place in an agreement's stream.");
        }
    }

    private Problem? Begin(uint number, AgreementTerms? terms, string member)
    {
        if (terms is null)
            return new Problem("It has no terms.");
        if (_revisions.Any(r => r.Number >= number))
            return new Problem($"Revision {number} follows a later one.");
        _revisions.Add(new FoldedRevision(number, terms));
        return Sign(number, member);
    }

    private Problem? Sign(uint number, string member)
    {
        if (_revisions.Find(r => r.Number == number) is not { } revision)
            return new Problem($"There is no revision {number}.");
        revision.SignedBy.Add(member);
        return null;
    }

    private Problem? ComeIntoForce(uint number, DateTimeOffset at)
    {
        if (_revisions.Find(r => r.Number == number) is not { } revision)
            return new Problem($"There is no revision {number}.");
        var unsigned = revision.Terms.Recipients.Prepend(revision.Terms.Provider).Except(revision.SignedBy).Order(StringComparer.Ordinal).ToList();
        if (unsigned.Count > 0)
            return new Problem($"Revision {number} came into force without the signature of {string.Join(", ", unsigned)}.");
        revision.InForceSince = at;
        return null;
    }

    private sealed record FoldedRevision(uint Number, AgreementTerms Terms)
    {
        public HashSet<string> SignedBy { get; } = [];

        public DateTimeOffset? InForceSince { get; set; }
    }
}

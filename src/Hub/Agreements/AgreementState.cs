using Google.Protobuf.WellKnownTypes;
using JasperFx.Events;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>A sharing agreement, folded from its stream <c>agreement/uuid</c>.</summary>
public sealed class AgreementState
{
    /// <summary>The stream's key.</summary>
    public string Id { get; set; } = "";

    /// <summary>The stream's version: every change counts one.</summary>
    public long Version { get; set; }

    public Guid AgreementId => Guid.Parse(Id.AsSpan(Id.IndexOf('/', StringComparison.Ordinal) + 1));

    /// <summary>Every revision ever proposed, by number.</summary>
    public List<AgreementRevision> Revisions { get; } = [];

    /// <summary>Suspensions that stand, at most one a party, the oldest first.</summary>
    public List<Suspension> Suspensions { get; } = [];

    public DateTimeOffset? TerminatedAt { get; set; }

    public string TerminatedBy { get; set; } = "";

    public string TerminationReason { get; set; } = "";

    /// <summary>Whether history says that it expired. It stopped acting before that: see <see cref="HasLapsed"/>.</summary>
    public bool Expired { get; set; }

    /// <summary>What happened last, for the parties to read: <c>terminated by amazonia: end of the operation</c>.</summary>
    public string LastChange { get; set; } = "";

    /// <summary>The events of the stream, in their order: what parties ask the ledger's proof of.</summary>
    public List<Guid> EventIds { get; } = [];

    /// <summary>The revision that every party signed last; the first one until then.</summary>
    public AgreementRevision Current => Revisions.FindLast(r => r.InForceSince is not null) ?? Revisions[0];

    /// <summary>The revision that is to follow the one in force and that not every party has signed.</summary>
    public AgreementRevision? Amendment =>
        Status is AgreementStatus.InForce or AgreementStatus.Suspended && Revisions[^1] is { InForceSince: null } last ? last : null;

    public uint Revision => Current.Number;

    public AgreementTerms Terms => Current.Terms;

    /// <summary>The same in every revision.</summary>
    public IEnumerable<string> Parties => Terms.Recipients.Prepend(Terms.Provider);

    /// <summary>When the validity of the current terms ends.</summary>
    public DateTimeOffset? EndsAt => Terms.ValidUntil is { } until ? Instants.Ceiling(until) : null;

    public AgreementStatus Status =>
        TerminatedAt is not null ? AgreementStatus.Terminated
        : Expired ? AgreementStatus.Expired
        : Current.InForceSince is null ? AgreementStatus.Proposed
        : Suspensions.Count > 0 ? AgreementStatus.Suspended
        : AgreementStatus.InForce;

    /// <summary>Whether the validity has passed, noted or not: the clock decides, not the event that says so.</summary>
    public bool HasLapsed(DateTimeOffset now) => Expired || EndsAt <= now;

    internal bool IsReadableBy(Caller caller) => caller.IsAuditor || Parties.Contains(caller.Member);

    /// <summary>Why nothing is shared under it, for the parties to read; null when it is in force.</summary>
    public string? WhyNotInForce(DateTimeOffset now) => Status switch
    {
        AgreementStatus.Terminated => $"terminated by {TerminatedBy}: {TerminationReason}",
        _ when HasLapsed(now) => "expired",
        AgreementStatus.Proposed => "not signed by every party",
        AgreementStatus.Suspended => string.Join("; ", Suspensions.Select(s => $"suspended by {s.Member}: {s.Reason}")),
        _ => null,
    };

    public void Apply(IEvent<AgreementProposed> proposed)
    {
        Id = proposed.StreamKey!;
        Begin(new AgreementRevision(1, proposed.Data.Terms), proposed);
        Note(proposed, $"proposed by {MemberOf(proposed)}");
    }

    public void Apply(IEvent<AgreementAmended> amended)
    {
        Begin(new AgreementRevision(amended.Data.Revision, amended.Data.Terms), amended);
        Note(amended, $"revision {amended.Data.Revision} proposed by {MemberOf(amended)}");
    }

    public void Apply(IEvent<AgreementCountersigned> countersigned)
    {
        var (revision, member) = (countersigned.Data.Revision, countersigned.Data.Member);
        Sign(Numbered(revision), countersigned, member);
        Note(countersigned, revision == 1 ? $"countersigned by {member}" : $"revision {revision} countersigned by {member}");
    }

    public void Apply(IEvent<AgreementCameIntoForce> inForce)
    {
        Numbered(inForce.Data.Revision).InForceSince = inForce.Timestamp;
        Note(inForce, $"{LastChange}; in force");
    }

    public void Apply(IEvent<AgreementSuspended> suspended)
    {
        var (member, reason) = (suspended.Data.Member, suspended.Data.Reason);
        Suspensions.Add(new Suspension { Member = member, Reason = reason, Since = suspended.Timestamp.ToTimestamp() });
        Note(suspended, $"suspended by {member}: {reason}");
    }

    public void Apply(IEvent<AgreementResumed> resumed)
    {
        Suspensions.RemoveAll(s => s.Member == resumed.Data.Member);
        Note(resumed, string.Join("; still ", Suspensions.Select(s => $"suspended by {s.Member}").Prepend($"resumed by {resumed.Data.Member}")));
    }

    public void Apply(IEvent<AgreementTerminated> terminated)
    {
        (TerminatedAt, TerminatedBy, TerminationReason) = (terminated.Timestamp, terminated.Data.Member, terminated.Data.Reason);
        Note(terminated, $"terminated by {TerminatedBy}: {TerminationReason}");
    }

    public void Apply(IEvent<AgreementExpired> expired)
    {
        Expired = true;
        Note(expired, "expired");
    }

    private void Note(IEvent happened, string what)
    {
        EventIds.Add(happened.Id);
        LastChange = what;
    }

    private AgreementRevision Numbered(uint number) => Revisions.Find(r => r.Number == number)!;

    private void Begin(AgreementRevision revision, IEvent proposed)
    {
        Revisions.Add(revision);
        Sign(revision, proposed, MemberOf(proposed));
    }

    private static void Sign(AgreementRevision revision, IEvent signed, string member) => revision.Signatures.Add(new Signature
    {
        Member = member,
        Actor = signed.Headers!["actor"].ToString(),
        SignedAt = signed.Timestamp.ToTimestamp(),
    });

    private static string MemberOf(IEvent signed) => signed.Headers!["member"].ToString()!;
}

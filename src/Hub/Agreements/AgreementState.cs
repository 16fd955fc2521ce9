using Google.Protobuf.WellKnownTypes;
using JasperFx.Events;
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

    public uint Revision { get; set; }

    public AgreementStatus Status { get; set; }

    public AgreementTerms Terms { get; set; } = new();

    public List<Signature> Signatures { get; } = [];

    public DateTimeOffset? InForceSince { get; set; }

    public DateTimeOffset? TerminatedAt { get; set; }

    public string TerminatedBy { get; set; } = "";

    public string TerminationReason { get; set; } = "";

    public IEnumerable<string> Parties => Terms.Recipients.Prepend(Terms.Provider);

    public void Apply(IEvent<AgreementProposed> proposed)
    {
        Id = proposed.StreamKey!;
        (Revision, Status, Terms) = (1, AgreementStatus.Proposed, proposed.Data.Terms);
        Sign(proposed, MemberOf(proposed));
    }

    public void Apply(IEvent<AgreementCountersigned> countersigned) => Sign(countersigned, countersigned.Data.Member);

    public void Apply(IEvent<AgreementCameIntoForce> inForce) => (Status, InForceSince) = (AgreementStatus.InForce, inForce.Timestamp);

    public void Apply(IEvent<AgreementTerminated> terminated)
    {
        (Status, TerminatedAt) = (AgreementStatus.Terminated, terminated.Timestamp);
        (TerminatedBy, TerminationReason) = (terminated.Data.Member, terminated.Data.Reason);
    }

    internal Agreement ToContract()
    {
        var agreement = new Agreement
        {
            Id = AgreementId.ToString("D"),
            Revision = Revision,
            Status = Status,
            Terms = Terms,
            InForceSince = InForceSince?.ToTimestamp(),
            TerminatedAt = TerminatedAt?.ToTimestamp(),
            TerminatedBy = TerminatedBy,
            TerminationReason = TerminationReason,
        };
        agreement.Signatures.AddRange(Signatures);
        return agreement;
    }

    private void Sign(IEvent signed, string member) => Signatures.Add(new Signature
    {
        Member = member,
        Actor = signed.Headers!["actor"].ToString(),
        SignedAt = signed.Timestamp.ToTimestamp(),
    });

    private static string MemberOf(IEvent signed) => signed.Headers!["member"].ToString()!;
}

using SharingHub.V1;

namespace SharingHub.Hub.Federation.Carrying;

/// <summary>How an agreement of a peer stands there. At most one of the two is set.</summary>
/// <param name="Suspended">Why it does not act for now.</param>
/// <param name="Ended">Why it never will again.</param>
internal sealed record OriginStanding(string? Suspended, string? Ended)
{
    public static OriginStanding Of(Agreement origin, string peer) => origin.Status switch
    {
        AgreementStatus.InForce => new(null, null),
        AgreementStatus.Suspended => new(string.Join("; ", origin.Suspensions.Select(s => $"suspended at {peer} by {s.Member}: {s.Reason}")), null),
        AgreementStatus.Terminated => new(null, $"terminated at {peer} by {origin.TerminatedBy}: {origin.TerminationReason}"),
        AgreementStatus.Expired => new(null, $"expired at {peer}"),
        _ => new(null, $"not in force at {peer}"),
    };
}

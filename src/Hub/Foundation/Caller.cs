using System.Collections.Frozen;
using SharingHub.V1;

namespace SharingHub.Hub.Foundation;

/// <summary>Who calls: proven by certificate and token, bound to a member by the hub's own table.</summary>
/// <param name="Member">Member id; <see cref="MemberId.Operator"/> for the operator.</param>
/// <param name="Role">Unspecified for the operator.</param>
/// <param name="Purposes">The purposes that the token carries.</param>
/// <param name="TokenExpires">No stream outlives it.</param>
/// <param name="Person">An opaque id of the person who acts through the client, where the token names one.</param>
internal sealed record Caller(
    string Member, MemberRole Role, string ClientId, string Issuer, string CertificateSha256, FrozenSet<Purpose> Purposes, DateTimeOffset TokenExpires,
    string? Person = null)
{
    public string Actor => Person is null ? $"client:{Member}/{ClientId}" : $"client:{Member}/{ClientId};person:{Person}";

    public Acting Acting => new(Member, Actor);

    public bool IsOperator => Member == MemberId.Operator;

    public bool IsAuditor => Role == MemberRole.Auditor;

    public bool IsPeerHub => Role == MemberRole.PeerHub;
}

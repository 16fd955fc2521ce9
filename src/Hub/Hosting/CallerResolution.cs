using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Hosting;

/// <summary>From a connection and a token to a caller: the certificate, the token bound to it, the member that the client acts for.</summary>
internal sealed class CallerResolution(MemberBook members, IOptions<IssuerOptions> issuer, IOptions<HubOptions> hub, TimeProvider time)
{
    private readonly FrozenSet<(string ClientId, string Fingerprint)> _operators = hub.Value.Operators
        .Select(o => (o.ClientId, Fingerprint(X509Certificate2.CreateFromPem(File.ReadAllText(o.Certificate)))))
        .ToFrozenSet();

    public async Task<Caller> ResolveAsync(HttpContext http, CancellationToken stop)
    {
        var certificate = await http.Connection.GetClientCertificateAsync(stop) ?? throw HostingRefusals.CertificateRequired.ToException();
        var token = await http.AuthenticateAsync();
        if (!token.Succeeded)
        {
            throw (http.Request.Headers.Authorization.Count == 0 ? HostingRefusals.TokenRequired : HostingRefusals.TokenInvalid).ToException();
        }

        var fingerprint = Fingerprint(certificate);
        if (!TokenClaims.IsBoundTo(token.Principal, certificate))
        {
            throw HostingRefusals.TokenBoundToOtherCertificate.ToException();
        }

        var clientId = token.Principal.FindFirstValue("client_id") ?? throw HostingRefusals.TokenInvalid.ToException();
        var expires = TokenClaims.ExpiryOf(token.Principal, time.GetUtcNow()) ?? throw HostingRefusals.TokenInvalid.ToException();
        if (certificate.NotAfter.ToUniversalTime() < expires)
        {
            expires = certificate.NotAfter.ToUniversalTime();
        }

        if (!TokenClaims.TryPersonOf(token.Principal, issuer.Value.PersonClaim, out var person))
        {
            throw HostingRefusals.TokenInvalid.ToException();
        }

        return await BindAsync(clientId, fingerprint, TokenClaims.PurposesOf(token.Principal), expires, person, stop);
    }

    private async Task<Caller> BindAsync(string clientId, string fingerprint, FrozenSet<Purpose> purposes, DateTimeOffset expires, string? person, CancellationToken stop)
    {
        var authority = issuer.Value.Authority;
        if (_operators.Contains((clientId, fingerprint)))
        {
            return new Caller(MemberId.Operator, MemberRole.Unspecified, clientId, authority, fingerprint, purposes, expires, person);
        }

        var (member, refusal) = (await members.CurrentAsync(stop)).View.Resolve(authority, clientId, fingerprint);
        return refusal is null
            ? new Caller(member!.MemberId, member.Role, clientId, authority, fingerprint, Held(purposes, member.Role), expires, person)
            : throw refusal.ToException();
    }

    /// <summary>Passing on is a peer hub's purpose and its only one, whatever the issuer let into the token.</summary>
    private static FrozenSet<Purpose> Held(FrozenSet<Purpose> purposes, MemberRole role) =>
        purposes.Where(purpose => (purpose == Purpose.OnwardSharing) == (role == MemberRole.PeerHub)).ToFrozenSet();

    private static string Fingerprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
}

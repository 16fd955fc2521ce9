using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Hosting;

/// <summary>From a connection and a token to a caller: the certificate, the token bound to it, the member that the client acts for.</summary>
internal sealed class CallerResolution(MemberBook members, IOptions<IssuerOptions> issuer, IOptions<HubOptions> hub)
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
        if (!IsBoundTo(token.Principal, certificate))
        {
            throw HostingRefusals.TokenBoundToOtherCertificate.ToException();
        }

        var clientId = token.Principal.FindFirstValue("client_id") ?? throw HostingRefusals.TokenInvalid.ToException();
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.Principal.FindFirstValue("exp")!, System.Globalization.CultureInfo.InvariantCulture));
        if (certificate.NotAfter.ToUniversalTime() < expires)
        {
            expires = certificate.NotAfter.ToUniversalTime();
        }

        return await BindAsync(clientId, fingerprint, PurposesOf(token.Principal), expires, stop);
    }

    private async Task<Caller> BindAsync(string clientId, string fingerprint, FrozenSet<Purpose> purposes, DateTimeOffset expires, CancellationToken stop)
    {
        var authority = issuer.Value.Authority;
        if (_operators.Contains((clientId, fingerprint)))
        {
            return new Caller(MemberId.Operator, MemberRole.Unspecified, clientId, authority, fingerprint, purposes, expires);
        }

        var (member, refusal) = (await members.CurrentAsync(stop)).View.Resolve(authority, clientId, fingerprint);
        return refusal is null
            ? new Caller(member!.MemberId, member.Role, clientId, authority, fingerprint, purposes, expires)
            : throw refusal.ToException();
    }

    private static bool IsBoundTo(ClaimsPrincipal principal, X509Certificate2 certificate)
    {
        if (principal.FindFirstValue("cnf") is not { } confirmation)
        {
            return false;
        }

        using var json = JsonDocument.Parse(confirmation);
        return json.RootElement.TryGetProperty("x5t#S256", out var thumbprint)
            && thumbprint.GetString() == Base64UrlEncoder.Encode(SHA256.HashData(certificate.RawDataMemory.Span));
    }

    private static FrozenSet<Purpose> PurposesOf(ClaimsPrincipal principal)
    {
        var scopes = principal.FindAll("scope").SelectMany(c => c.Value.Split(' ')).ToHashSet(StringComparer.Ordinal);
        return Enum.GetValues<Purpose>().Where(p => scopes.Contains($"purpose:{KindNames.Of(p)}")).ToFrozenSet();
    }

    private static string Fingerprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
}

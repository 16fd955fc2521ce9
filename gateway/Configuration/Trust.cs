using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Gateway.Configuration;

/// <summary>A private circle of trust for one use: only these roots count, never the system's.</summary>
internal sealed class Trust : IDisposable
{
    /// <summary>RFC 5280 4.2.1.12, id-kp-clientAuth.</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>RFC 5280 4.2.1.12, id-kp-serverAuth.</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection _authorities;
    private readonly X509ChainPolicy _policy;

    private Trust(X509Certificate2Collection authorities, string usage)
    {
        _authorities = authorities;
        _policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Revocation acts at the hub's own table, at once; a responder named by the presented certificate is never asked.
            RevocationMode = X509RevocationMode.NoCheck,
            // A certificate may name a URL to fetch its issuer from; following it would let strangers aim the gateway's requests.
            DisableCertificateDownloads = true,
        };
        _policy.ApplicationPolicy.Add(new Oid(usage));
        foreach (var authority in authorities)
            (IsRoot(authority) ? _policy.CustomTrustStore : _policy.ExtraStore).Add(authority);
    }

    /// <summary>A fresh policy a handshake: the handshake adds the peer's intermediates to it.</summary>
    public X509ChainPolicy Policy() => _policy.Clone();

    public static Trust? Load(string key, string path, string usage, List<string> problems)
    {
        if (GatewayCertificates.ReadPem(key, path, problems) is not { } authorities)
            return null;
        if (authorities.Any(IsRoot))
            return new Trust(authorities, usage);
        problems.Add($"{key} is '{path}'; the file holds no self-signed authority, so nothing could chain to it.");
        return null;
    }

    public void Dispose()
    {
        foreach (var authority in _authorities)
            authority.Dispose();
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}

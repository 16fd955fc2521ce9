using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Launcher.Pki;

/// <summary>What a certificate says: whose it is, for which names, for which use.</summary>
/// <param name="Address">Of a server, besides those of the machine itself; null for a client.</param>
internal sealed record CertificateShape(X500DistinguishedName Subject, IPAddress? Address);

internal static class CertificateIssuing
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // A peer or a member whose clock is behind takes a new certificate, too.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    public static CertificateShape Server(string name, IPAddress address) => new(Name(name), address);

    public static CertificateShape Client(string clientId, string memberId) => new(Name(clientId, memberId), Address: null);

    public static X509Certificate2 Authority(DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name("SharingHub development CA"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - ClockSkew, now + life);
    }

    public static X509Certificate2 Issue(CertificateShape shape, X509Certificate2 authority, DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(shape.Subject, key, HashAlgorithmName.SHA256);
        var uses = new OidCollection { new Oid(ClientAuthentication) };
        if (shape.Address is { } address)
        {
            uses.Add(new Oid(ServerAuthentication));
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
            if (!IPAddress.IsLoopback(address))
                names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var end = now + life < authority.NotAfter ? now + life : authority.NotAfter;
        var begin = now - ClockSkew > authority.NotBefore ? now - ClockSkew : authority.NotBefore;
        using var certificate = request.Create(authority, begin, end, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }

    private static X500DistinguishedName Name(string common, string? organisation = null)
    {
        var name = new X500DistinguishedNameBuilder();
        if (organisation is not null)
            name.AddOrganizationName(organisation);
        name.AddCommonName(common);
        return name.Build();
    }
}

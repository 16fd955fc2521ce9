using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Identity.Tests.Certificates;

/// <summary>A certificate authority that lives as long as the test.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(string name)
    {
        var request = Ask(name, _key);
        Root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
    }

    private TestAuthority(string name, TestAuthority parent) => Root = parent.Sign(Ask(name, _key), [], DateTimeOffset.UtcNow.AddDays(2));

    /// <summary>Its own certificate: self-signed, unless it is an intermediate.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>An authority under this one.</summary>
    public TestAuthority Intermediate(string name) => new(name, this);

    public X509Certificate2 Server() => Issue("localhost", [ServerUse]);

    public X509Certificate2 Client(string name) => Issue(name, [ClientUse]);

    public X509Certificate2 ClientWithoutUse(string name) => Issue(name, []);

    public X509Certificate2 ClientForServersOnly(string name) => Issue(name, [ServerUse]);

    public X509Certificate2 ExpiredClient(string name) => Issue(name, [ClientUse], DateTimeOffset.UtcNow.AddMinutes(-1));

    public X509Certificate2 RsaClient(string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = Sign(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), [ClientUse]);
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Ask(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request;
    }

    private X509Certificate2 Issue(string name, string[] uses, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), uses, until);
        return certificate.CopyWithPrivateKey(key);
    }

    private X509Certificate2 Sign(CertificateRequest request, string[] uses, DateTimeOffset? until = null)
    {
        if (uses.Length > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.Create(
            Root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_key),
            DateTimeOffset.UtcNow.AddDays(-1),
            until ?? DateTimeOffset.UtcNow.AddDays(1),
            RandomNumberGenerator.GetBytes(8));
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Gateway.Tests.Harness;

/// <summary>One authority, made for one test class.</summary>
internal sealed class Authority : IDisposable
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 _root;

    public Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2 Root => _root;

    public X509Certificate2 Client(string organisation) => Issue($"CN=client, O={organisation}", ClientUse, null, 1);

    public X509Certificate2 ExpiredClient(string organisation) => Issue($"CN=client, O={organisation}", ClientUse, null, -1);

    public X509Certificate2 Server(string dns = "localhost", string address = "127.0.0.1") =>
        Issue($"CN={dns}", ServerUse, names =>
        {
            names.AddDnsName(dns);
            names.AddIpAddress(IPAddress.Parse(address));
        }, 1);

    public void Dispose() => _root.Dispose();

    private X509Certificate2 Issue(string subject, string use, Action<SubjectAlternativeNameBuilder>? names, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (names is not null)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            names(alternatives);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        using var issued = request.Create(_root, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(days), RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }
}

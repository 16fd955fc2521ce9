using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>An authority, a server, a client, and a stranger's authority, as PEM files in a folder that is deleted with it.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-clients-");
    private readonly X509Certificate2 _authority = Authority("Test authority");

    public TestCertificates()
    {
        using var stranger = Authority("Stranger");
        CaPath = Write("ca.pem", _authority.ExportCertificatePem());
        StrangerCaPath = Write("stranger.pem", stranger.ExportCertificatePem());
        Server = Issue("localhost");
        using var client = Issue("customs-main");
        ClientCertificatePath = Write("client.pem", client.ExportCertificatePem());
        ClientKeyPath = Write("client.key", client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public string Folder => _folder.FullName;

    public string CaPath { get; }

    public string StrangerCaPath { get; }

    public string ClientCertificatePath { get; }

    public string ClientKeyPath { get; }

    public X509Certificate2 Server { get; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var serial = RandomNumberGenerator.GetBytes(8);
        return request.Create(_authority, _authority.NotBefore, _authority.NotAfter, serial).CopyWithPrivateKey(key);
    }
}

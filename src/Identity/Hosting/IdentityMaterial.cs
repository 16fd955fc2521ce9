using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Identity.Certificates;
using SharingHub.Identity.Tokens;

namespace SharingHub.Identity.Hosting;

/// <summary>What the options point to, read and checked once, before anything listens.</summary>
internal sealed record IdentityMaterial(
    string Issuer,
    string Listen,
    X509Certificate2 Certificate,
    X509Certificate2Collection CertificateChain,
    ClientAuthority ClientAuthority,
    X509Certificate2? GatewayCertificate,
    SigningKey SigningKey)
{
    /// <summary>Reads everything and names every fault, not only the first.</summary>
    public static IdentityMaterial? Read(IdentityOptions options, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        if (!IsOrigin(options.Issuer))
            found.Add("Identity:Issuer must be an https origin with a trailing slash and nothing after it, for example https://localhost:7443/.");
        if (!Uri.TryCreate(options.Listen, UriKind.Absolute, out var listen) || listen.Scheme != Uri.UriSchemeHttps)
            found.Add("Identity:Listen must be an https address, for example https://127.0.0.1:7502.");

        var certificate = Load("Identity:Certificate and Identity:CertificateKey", options.Certificate,
            path => X509Certificate2.CreateFromPemFile(path, options.CertificateKey), found);
        var chain = Load("Identity:Certificate", options.Certificate, ReadCertificates, found);
        var authority = Load("Identity:ClientCa", options.ClientCa, path => new ClientAuthority(ReadCertificates(path)), found);
        var signingKey = Load("Identity:SigningKey", options.SigningKey, SigningKey.ReadPem, found);
        var gateway = string.IsNullOrEmpty(options.GatewayCertificate)
            ? null
            : Load("Identity:GatewayCertificate", options.GatewayCertificate, path => ReadCertificates(path)[0], found);

        faults = found;
        return found.Count > 0
            ? null
            : new IdentityMaterial(options.Issuer, options.Listen, certificate!, chain!, authority!, gateway, signingKey!);
    }

    // The issuer is compared as a string by others, so a form that a URI library would rewrite is refused here.
    private static bool IsOrigin(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.PathAndQuery == "/"
        && uri.UserInfo.Length == 0
        && uri.AbsoluteUri == issuer;

    private static X509Certificate2Collection ReadCertificates(string path)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(path);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("The file holds no PEM certificate.");
    }

    private static T? Load<T>(string setting, string path, Func<string, T> read, List<string> faults)
        where T : class
    {
        if (string.IsNullOrEmpty(path))
        {
            faults.Add($"{setting} must name a PEM file.");
            return null;
        }

        try
        {
            return read(path);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{setting}: {path} cannot be used. {fault.Message}");
            return null;
        }
    }
}

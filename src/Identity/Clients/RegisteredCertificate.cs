using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;
using SharingHub.Identity.Tokens;

namespace SharingHub.Identity.Clients;

/// <summary>The one certificate that a client is known by, whole: its DER for mTLS, its public key for assertions.</summary>
internal sealed record RegisteredCertificate(byte[] Der)
{
    private const int SmallestRsaKey = 2048;

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Der));

    /// <summary>Takes a PEM certificate whose key can make ES256 or PS256 signatures, or says what is wrong.</summary>
    public static RegisteredCertificate? ReadPem(string path, out string fault)
    {
        fault = "";
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            using var elliptic = certificate.GetECDsaPublicKey();
            using var rsa = certificate.GetRSAPublicKey();
            if (elliptic is { KeySize: 256 } || rsa is { KeySize: >= SmallestRsaKey })
                return new RegisteredCertificate(certificate.RawData);
            fault = $"{path} must hold a key on P-256 or an RSA key of {SmallestRsaKey} bits or more.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            fault = $"{path} is not a readable PEM certificate.";
        }

        return null;
    }

    public static RegisteredCertificate? FromKeys(JsonWebKeySet? keys) =>
        keys?.Keys is [{ X5c: [var der] }] ? new RegisteredCertificate(Convert.FromBase64String(der)) : null;

    public bool Is(X509Certificate2 presented) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Der), SHA256.HashData(presented.RawDataMemory.Span));

    public bool IsInForce(DateTimeOffset now)
    {
        using var certificate = Load();
        return certificate.NotBefore <= now && now <= certificate.NotAfter;
    }

    public bool Signed(ClientAssertion assertion)
    {
        using var certificate = Load();
        return assertion.IsSignedBy(certificate);
    }

    public DateTimeOffset NotAfter()
    {
        using var certificate = Load();
        return certificate.NotAfter;
    }

    /// <summary>The key set as OpenIddict keeps it: the public key, with the certificate in <c>x5c</c>.</summary>
    public JsonWebKeySet ToKeys()
    {
        using var certificate = Load();
        using var elliptic = certificate.GetECDsaPublicKey();
        using var rsa = certificate.GetRSAPublicKey();
        var key = elliptic is not null
            ? JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(elliptic))
            : JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa!.ExportParameters(includePrivateParameters: false)));
        key.Alg = elliptic is not null ? ClientAssertion.Es256 : ClientAssertion.Ps256;
        key.Use = JsonWebKeyUseNames.Sig;
        key.X5c.Add(Convert.ToBase64String(Der));
        var keys = new JsonWebKeySet();
        keys.Keys.Add(key);
        return keys;
    }

    private X509Certificate2 Load() => X509CertificateLoader.LoadCertificate(Der);
}

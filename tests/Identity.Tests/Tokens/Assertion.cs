using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

/// <summary>Makes client assertions by hand, right unless a test says otherwise.</summary>
public sealed class Assertion(string clientId)
{
    public Dictionary<string, object> Header { get; } = new() { ["typ"] = "JWT" };

    public Dictionary<string, object> Claims { get; } = new()
    {
        ["iss"] = clientId,
        ["sub"] = clientId,
        ["aud"] = RunningIdentity.Issuer,
        ["jti"] = Guid.NewGuid().ToString(),
        ["iat"] = Now,
        ["exp"] = Now + 60,
    };

    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public Assertion With(string claim, object value)
    {
        Claims[claim] = value;
        return this;
    }

    public Assertion Without(string claim)
    {
        Claims.Remove(claim);
        return this;
    }

    public string Es256(X509Certificate2 certificate) => Sign("ES256", text =>
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.SignData(text, HashAlgorithmName.SHA256);
    });

    public string Ps256(X509Certificate2 certificate) => Sign("PS256", text => Rsa(certificate, text, RSASignaturePadding.Pss));

    public string Rs256(X509Certificate2 certificate) => Sign("RS256", text => Rsa(certificate, text, RSASignaturePadding.Pkcs1));

    /// <summary>HS256 with the client's public key as the secret, as an attacker who knows only the certificate could.</summary>
    public string Hs256WithThePublicKey(X509Certificate2 certificate) =>
        Sign("HS256", text => HMACSHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo(), text));

    public string WithoutSignature() => Sign("none", _ => []);

    private static byte[] Rsa(X509Certificate2 certificate, byte[] text, RSASignaturePadding padding)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return key.SignData(text, HashAlgorithmName.SHA256, padding);
    }

    private string Sign(string algorithm, Func<byte[], byte[]> sign)
    {
        Header["alg"] = algorithm;
        var text = $"{Encode(Header)}.{Encode(Claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}

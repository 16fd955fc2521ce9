using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SharingHub.Sdk.Connecting;

/// <summary>A signed statement of who asks for a token (RFC 7523), used once. ES256 for an EC key, PS256 for an RSA key.</summary>
internal static class ClientAssertion
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    public static string Sign(HubConnectionOptions options)
    {
        var pem = File.ReadAllText(options.AssertionKeyPath ?? options.KeyPath);
        var now = options.Time.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = options.ClientId,
            ["sub"] = options.ClientId,
            ["aud"] = options.Issuer!,
            ["jti"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
        };
        using var rsa = RsaOf(pem);
        var content = $"{Part(new Dictionary<string, object> { ["alg"] = rsa is null ? "ES256" : "PS256", ["typ"] = "JWT" })}.{Part(claims)}";
        return $"{content}.{Base64Url.EncodeToString(Signature(Encoding.ASCII.GetBytes(content), rsa, pem))}";
    }

    private static byte[] Signature(byte[] content, RSA? rsa, string pem)
    {
        if (rsa is not null)
            return rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.SignData(content, HashAlgorithmName.SHA256);
    }

    private static RSA? RsaOf(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa;
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            return null; // PKCS#8 names no algorithm in its label, so trying is the only way to tell.
        }
    }

    private static string Part(Dictionary<string, object> json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}

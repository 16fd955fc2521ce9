using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>
/// Access tokens that the issuer never gave: a real one taken apart, changed, and signed again, with the issuer's own key where a test is
/// about what the token says, with another where it is about the signature.
/// </summary>
public sealed class Forge
{
    private readonly TheHub _hub;

    private Forge(TheHub hub, string token)
    {
        _hub = hub;
        var parts = token.Split('.');
        (Header, Claims) = (Part(parts[0]), Part(parts[1]));
    }

    public JsonObject Header { get; }

    public JsonObject Claims { get; }

    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    internal static async Task<Forge> OfAsync(TheHub hub, Party party, params Purpose[] purposes) => new(hub, await party.TokenAsync(purposes));

    public Forge With(Action<JsonObject> claims)
    {
        claims(Claims);
        return this;
    }

    public Forge WithHeader(Action<JsonObject> header)
    {
        header(Header);
        return this;
    }

    /// <summary>As the issuer would sign it.</summary>
    public string SignedByIssuer()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(_hub.Pki, "identity-signing.key")));
        return Sign(text => key.SignData(text, HashAlgorithmName.SHA256));
    }

    /// <summary>By a key of the forger's, under the issuer's key id.</summary>
    public string SignedByAnother()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(text => key.SignData(text, HashAlgorithmName.SHA256));
    }

    /// <summary>HMAC, with the issuer's public key as the secret.</summary>
    public string SignedWithThePublicKey(Func<ECDsa, byte[]> secret)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(_hub.Pki, "identity-signing.key")));
        Header["alg"] = "HS256";
        return Sign(text => HMACSHA256.HashData(secret(key), text));
    }

    public string WithoutSignature()
    {
        Header["alg"] = "none";
        return Sign(_ => []);
    }

    private string Sign(Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(Header)}.{Encode(Claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(System.Text.Encoding.ASCII.GetBytes(text)))}";
    }

    private static JsonObject Part(string text) => JsonNode.Parse(Base64Url.DecodeFromChars(text))!.AsObject();

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(part.ToJsonString()));
}

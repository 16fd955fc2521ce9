using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SharingHub.Identity.Tests.Tokens;

/// <summary>An access token, taken apart.</summary>
public sealed class AccessToken(string text)
{
    private readonly string[] _parts = text.Split('.');

    public string Text => text;

    public JsonElement Header => Part(0);

    public JsonElement Claims => Part(1);

    public string? Scope => Claims.TryGetProperty("scope", out var scope) ? scope.GetString() : null;

    public string Certificate => Claims.GetProperty("cnf").GetProperty("x5t#S256").GetString()!;

    /// <summary>True when the key of the published set that the header names made the signature.</summary>
    public bool IsSignedByOneOf(JsonElement keys)
    {
        var key = keys.GetProperty("keys").EnumerateArray().Single(one => one.GetProperty("kid").GetString() == Header.GetProperty("kid").GetString());
        using var elliptic = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        return elliptic.VerifyData(
            Encoding.ASCII.GetBytes($"{_parts[0]}.{_parts[1]}"), Base64Url.DecodeFromChars(_parts[2]), HashAlgorithmName.SHA256);
    }

    private JsonElement Part(int index) => JsonDocument.Parse(Base64Url.DecodeFromChars(_parts[index])).RootElement;
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace SharingHub.Identity.Tokens;

/// <summary>
/// A <c>private_key_jwt</c> assertion (RFC 7523, FAPI 2.0 5.3.2.1) whose form and claims are good. Its signature is proved apart,
/// by <see cref="IsSignedBy"/>, because what is said here depends on the text alone and so tells nothing about who is registered.
/// </summary>
internal sealed record ClientAssertion(string ClientId, string Jti, DateTimeOffset ExpiresAt, string Algorithm, byte[] Signed, byte[] Signature)
{
    public const string Es256 = "ES256";
    public const string Ps256 = "PS256";

    // FAPI 2.0 5.3.2.1: clocks differ, so up to a minute ahead is forgiven, and no more.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    // An assertion must be remembered until it expires, so it may not live for ever.
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    private const int LongestJti = 128;

    /// <summary>Reads the assertion, or says what is wrong with it.</summary>
    public static ClientAssertion? Read(string text, string issuer, DateTimeOffset now, out string refusal)
    {
        var parts = text.Split('.');
        if (parts.Length != 3 || Object(parts[0]) is not { } header || Object(parts[1]) is not { } claims || Bytes(parts[2]) is not { } signature)
            return Refuse(TokenRefusals.MalformedAssertion, out refusal);

        if (Text(header, "alg") is not (Es256 or Ps256) || header.TryGetProperty("crit", out _) || !IsAssertion(header))
            return Refuse(TokenRefusals.AssertionHeader, out refusal);
        if (Text(claims, "iss") is not { Length: > 0 } client || Text(claims, "sub") != client)
            return Refuse(TokenRefusals.AssertionSubject, out refusal);
        if (Text(claims, "aud") != issuer)
            return Refuse(TokenRefusals.AssertionAudience(issuer), out refusal);
        if (Text(claims, "jti") is not { Length: > 0 and <= LongestJti } jti || jti.Contains('\0'))
            return Refuse(TokenRefusals.AssertionId, out refusal);
        if (Time(claims, "exp") is not { } expires || expires <= now || expires > now + LongestLife)
            return Refuse(TokenRefusals.AssertionExpiry, out refusal);
        if (IsAhead(claims, "iat", now) || IsAhead(claims, "nbf", now))
            return Refuse(TokenRefusals.AssertionAhead, out refusal);

        refusal = "";
        return new ClientAssertion(
            client, jti, expires, Text(header, "alg")!, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
    }

    /// <summary>True when the key of the certificate made the signature, with the algorithm that fits that key.</summary>
    public bool IsSignedBy(X509Certificate2 certificate)
    {
        if (Algorithm == Es256)
        {
            using var elliptic = certificate.GetECDsaPublicKey();
            return elliptic is { KeySize: 256 }
                && elliptic.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var rsa = certificate.GetRSAPublicKey();
        return rsa is not null && rsa.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }

    private static ClientAssertion? Refuse(string sentence, out string refusal)
    {
        refusal = sentence;
        return null;
    }

    // RFC 7523 asks for no type; newer drafts name one. Any other type is another kind of token.
    private static bool IsAssertion(JsonElement header) =>
        !header.TryGetProperty("typ", out _)
        || Text(header, "typ")?.ToUpperInvariant() is "JWT" or "CLIENT-AUTHENTICATION+JWT" or "APPLICATION/CLIENT-AUTHENTICATION+JWT";

    private static bool IsAhead(JsonElement claims, string name, DateTimeOffset now) =>
        claims.TryGetProperty(name, out _) && (Time(claims, name) is not { } time || time > now + Ahead);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static JsonElement? Object(string part)
    {
        if (Bytes(part) is not { } bytes)
            return null;
        try
        {
            // Two values of one name would let two readers see two assertions.
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Hosting;

/// <summary>What an access token says beside what its validation looked at. The issuer signed it, which does not make every value sensible.</summary>
internal static partial class TokenClaims
{
    /// <summary>A token proves what its issuer knew when it was made. One that says it lives longer is a mistake, or a theft worth while.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    /// <summary>When it expires; null when it says nothing sensible about its time.</summary>
    public static DateTimeOffset? ExpiryOf(ClaimsPrincipal token, DateTimeOffset now)
    {
        var latest = now + LongestLife + IssuerOptions.ClockSkew;
        return Seconds(token, "exp") is { } expires && expires <= latest.ToUnixTimeSeconds()
            && (!token.HasClaim(c => c.Type == "iat") || Seconds(token, "iat") <= (now + IssuerOptions.ClockSkew).ToUnixTimeSeconds())
            ? DateTimeOffset.FromUnixTimeSeconds(expires)
            : null;
    }

    /// <summary>Whether it was issued to this certificate (RFC 8705, 3.1).</summary>
    public static bool IsBoundTo(ClaimsPrincipal token, X509Certificate2 certificate) =>
        Thumbprint(token) == Base64UrlEncoder.Encode(SHA256.HashData(certificate.RawDataMemory.Span));

    public static FrozenSet<Purpose> PurposesOf(ClaimsPrincipal token)
    {
        var scopes = token.FindAll("scope").SelectMany(c => c.Value.Split(' ')).ToHashSet(StringComparer.Ordinal);
        return Enum.GetValues<Purpose>().Where(p => scopes.Contains($"purpose:{KindNames.Of(p)}")).ToFrozenSet();
    }

    /// <summary>The person that it names, or null. False when it names several, or none that can stand in history: 1-64 of A-Z, a-z, 0-9 and <c>._:~-</c>.</summary>
    public static bool TryPersonOf(ClaimsPrincipal token, string claim, out string? person)
    {
        var named = token.FindAll(claim).Select(c => c.Value).ToList();
        person = named.Count == 1 ? named[0] : null;
        return named.Count == 0 || (person is not null && PersonId().IsMatch(person));
    }

    private static long? Seconds(ClaimsPrincipal token, string claim) =>
        long.TryParse(token.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static string? Thumbprint(ClaimsPrincipal token)
    {
        try
        {
            using var json = JsonDocument.Parse(token.FindFirstValue("cnf") ?? "null");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("x5t#S256", out var thumbprint)
                && thumbprint.ValueKind == JsonValueKind.String ? thumbprint.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._:~-]{1,64}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex PersonId();
}

using SharingHub.Hub.Intake.Validation.CheckDigits;

namespace SharingHub.Hub.Correlation.Identifiers;

/// <summary>Identifiers that are codes: capitals and digits, whatever stands between them. Null where a check digit is wrong, or nothing is left to join on.</summary>
internal static class Codes
{
    private const int Shortest = 5; // below, a code says too little to be anyone's own

    public static string? BankAccount(string raw) => Iban.LooksLikeOneAndFails(raw) ? null : Compact(raw);

    /// <summary>Prefixed by its country, unless it begins with it already.</summary>
    public static string? TaxId(string raw, string country)
    {
        var value = Compact(raw);
        return value is null || value.StartsWith(country, StringComparison.Ordinal) ? value : country + value;
    }

    public static string? ContainerNumber(string raw) => Compact(raw) is { } value && Container.Holds(value) ? value : null;

    /// <summary>Without its carrier: who holds goods often knows the number alone. Carriers are compared where both are known.</summary>
    public static string? Waybill(string raw) =>
        PostalItem.LooksLikeOneAndFails(raw) || AirWaybill.LooksLikeOneAndFails(raw) ? null : Compact(raw);

    /// <summary>Host without <c>www.</c>, and path; scheme, query and a closing slash say nothing.</summary>
    public static string? Website(string raw)
    {
        var value = raw.Trim().ToLowerInvariant();
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) value = value[(scheme + 3)..];
        var end = value.AsSpan().IndexOfAny('?', '#');
        if (end >= 0) value = value[..end];
        if (value.StartsWith("www.", StringComparison.Ordinal)) value = value[4..];
        value = value.TrimEnd('/');
        return value.Contains('.') ? value : null;
    }

    public static string? Compact(string raw)
    {
        var letters = raw.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant).ToArray();
        return letters.Length >= Shortest ? new string(letters) : null;
    }
}

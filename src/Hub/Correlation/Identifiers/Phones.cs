using PhoneNumbers;

namespace SharingHub.Hub.Correlation.Identifiers;

internal static class Phones
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>E.164. Null where country code or length are of no numbering plan; allocated ranges are not asked, for they change faster than any list.</summary>
    /// <param name="raw">As written, in any of the usual forms: <c>+86 20…</c>, <c>(+86) 20…</c>, <c>0086 20…</c>, or national.</param>
    /// <param name="country">ISO 3166-1 alpha-2 of the record, for a national form; empty where it is not known.</param>
    public static string? Normalise(string raw, string country)
    {
        Span<char> written = stackalloc char[32];
        var length = 0;
        foreach (var c in raw)
        {
            if (!char.IsAsciiDigit(c) && !(c == '+' && length == 0)) continue;
            if (length == written.Length) return null;
            written[length++] = c;
        }
        var digits = written[..length];
        if (digits is ['0', '0', ..])
        {
            digits = digits[1..];
            digits[0] = '+';
        }
        if (digits.Length < 5 || (digits[0] != '+' && country.Length != 2)) return null;
        try
        {
            var number = Plans.Parse(digits.ToString(), digits[0] == '+' ? null : country);
            return Plans.IsPossibleNumber(number) ? Plans.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>ISO 3166-1 alpha-2; empty where several countries share the code and the number does not tell which.</summary>
    /// <param name="canonical">E.164.</param>
    public static string CountryOf(string canonical) => Plans.GetRegionCodeForNumber(Plans.Parse(canonical, null)) ?? "";
}

using System.Globalization;

namespace SharingHub.Verification.Strict;

/// <summary>ASCII decimals from 0 to 2^63-1 in their one spelling: no sign, no leading zero, no space.</summary>
internal static class StrictDecimal
{
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || (text.Length > 1 && text[0] == '0') || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);
}

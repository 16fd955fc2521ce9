using System.Buffers;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Enough syntax to catch a value in the wrong column; whether a mailbox or number exists is not asked.</summary>
internal static class ContactForms
{
    private const int LongestLocalPart = 64; // RFC 5321, 4.5.3.1.1

    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create(" \"<>");

    public static bool IsEmail(ReadOnlySpan<char> value)
    {
        var at = value.LastIndexOf('@');
        return at is >= 1 and <= LongestLocalPart && !value[..at].ContainsAny(' ', '@') && IsDomain(value[(at + 1)..]);
    }

    public static bool IsPhone(ReadOnlySpan<char> value)
    {
        if (value.ContainsAnyExcept(Alphabets.Phone) || value.LastIndexOf('+') > 1) return false;
        var digits = 0;
        foreach (var c in value) digits += char.IsAsciiDigit(c) ? 1 : 0;
        return digits is >= 5 and <= 20;
    }

    public static bool IsWebAddress(ReadOnlySpan<char> value)
    {
        var rest = value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? value[8..]
            : value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? value[7..]
            : [];
        return rest.Length > 0 && rest[0] is not ('/' or '?' or '#') && !rest.ContainsAny(NotInAddresses);
    }

    /// <summary>A colon before any dot or slash; a port follows a host name's dot.</summary>
    public static bool HasScheme(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny(':', '.', '/');
        return end >= 0 && (value[end] == ':' || value.Contains("://", StringComparison.Ordinal));
    }

    // Internationalised domains are letters of any script; labels are not empty.
    private static bool IsDomain(ReadOnlySpan<char> value)
    {
        if (!value.Contains('.') || value[0] is '.' or '-' || value[^1] is '.' or '-' || value.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var c in value)
        {
            if (c is < (char)128 and not ('.' or '-') && !char.IsAsciiLetterOrDigit(c)) return false;
        }
        return true;
    }
}

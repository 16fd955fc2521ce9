namespace SharingHub.Hub.Intake.Validation.CheckDigits;

/// <summary>ISO 13616: country, two check digits, account; ISO 7064 MOD 97-10 over the whole, the first four moved to the end.</summary>
internal static class Iban
{
    private const int Shortest = 15; // Norway
    private const int Longest = 34;

    /// <summary>Only a text of an IBAN's form can fail: other countries' accounts have no check that is known here.</summary>
    public static bool LooksLikeOneAndFails(string value)
    {
        Span<char> iban = stackalloc char[Longest];
        var length = 0;
        foreach (var c in value)
        {
            if (c is ' ' or '-') continue;
            if (length == Longest || !char.IsAsciiLetterOrDigit(c)) return false;
            iban[length++] = char.ToUpperInvariant(c);
        }
        return length >= Shortest && HasForm(iban) && Remainder(iban[..length]) != 1;
    }

    private static bool HasForm(ReadOnlySpan<char> iban) =>
        char.IsAsciiLetterUpper(iban[0]) && char.IsAsciiLetterUpper(iban[1]) && Digits.Are(iban[2..4]);

    private static int Remainder(ReadOnlySpan<char> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
        }
        return remainder;
    }
}

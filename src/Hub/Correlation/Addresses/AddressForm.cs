using SharingHub.Hub.Correlation.Names;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation.Addresses;

/// <summary>An address taken apart for comparison: folded, usual words in one form, numbers told apart by what announces them. Empty where it says nothing.</summary>
internal sealed record AddressForm
{
    private const int Longest = 384;

    public required string Country { get; init; }
    public required string City { get; init; }
    public required string Postcode { get; init; }

    /// <summary>The first number that nothing announces.</summary>
    public required string House { get; init; }
    public required string Street { get; init; }
    public required string Building { get; init; }
    public required string Unit { get; init; }

    /// <summary>Null where it has no street line: a city alone is nobody's address.</summary>
    public static AddressForm? Of(PostalAddress? address)
    {
        if (address is null || address.Lines.Count == 0) return null;
        Span<char> text = stackalloc char[Longest];
        Span<char> street = stackalloc char[Longest + 8]; // a short form may be one longer than what it stands for
        var length = 0;
        foreach (var line in address.Lines)
        {
            length += Folding.Fold(line, text[length..]);
            if (length < text.Length) text[length++] = ' ';
        }
        var rest = (ReadOnlySpan<char>)text[..length];
        string house = "", building = "", unit = "";
        var streetLength = 0;
        var awaits = AddressPart.Street;
        while (NextWord(ref rest) is { IsEmpty: false } word)
        {
            var isNumber = word.IndexOfAnyInRange('0', '9') >= 0;
            if (isNumber && awaits == AddressPart.Unit && unit.Length == 0) unit = word.ToString();
            else if (isNumber && awaits == AddressPart.Building && building.Length == 0) building = word.ToString();
            else if (isNumber && house.Length == 0) house = word.ToString();
            else if (!isNumber && (AddressWords.TryGet(word, out var known) || (StartsWithNumber(rest) && AddressWords.TryGuess(word, out known))))
            {
                awaits = known.Part;
                if (known.Part == AddressPart.Street) Append(known.Short, street, ref streetLength);
                continue;
            }
            else Append(word, street, ref streetLength);
            awaits = AddressPart.Street;
        }
        return new AddressForm
        {
            Country = string.Intern(address.Country), // a code of a closed list
            City = Flat(address.City),
            Postcode = Flat(address.PostalCode),
            House = house,
            Street = street[..streetLength].ToString(),
            Building = building,
            Unit = unit,
        };
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        var start = 0;
        while (start < rest.Length && !char.IsLetterOrDigit(rest[start])) start++;
        var end = start;
        while (end < rest.Length && char.IsLetterOrDigit(rest[end])) end++;
        var word = rest[start..end];
        rest = rest[end..];
        return word;
    }

    private static bool StartsWithNumber(ReadOnlySpan<char> rest) => NextWord(ref rest).IndexOfAnyInRange('0', '9') >= 0;

    private static void Append(ReadOnlySpan<char> word, Span<char> street, ref int length)
    {
        word.CopyTo(street[length..]);
        length += word.Length;
    }

    private static string Flat(string raw)
    {
        if (raw.Length == 0) return "";
        Span<char> folded = stackalloc char[128];
        folded = folded[..Folding.Fold(raw, folded)];
        var length = 0;
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c)) folded[length++] = c;
        }
        return folded[..length].ToString();
    }
}

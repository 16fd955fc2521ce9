using System.Collections.Frozen;
using SharingHub.Hub.Correlation.Comparing;

namespace SharingHub.Hub.Correlation.Addresses;

/// <summary>
/// Usual words of addresses, each with one form for all its spellings. The short form is taken, not the long one: where a space is misplaced the
/// short form still stands in the text.
/// </summary>
internal static class AddressWords
{
    private static readonly string[] Announcing = ["room", "suite", "building", "bldg", "unit", "apartment", "ste"];

    private static readonly FrozenDictionary<string, AddressWord> Known = new Dictionary<AddressWord, string>
    {
        [new(AddressPart.Unit, "u")] = "room rm suite ste unit apartment apt flat office",
        [new(AddressPart.Building, "b")] = "building bldg block blk tower",
        [new(AddressPart.Street, "st")] = "st street str",
        [new(AddressPart.Street, "ave")] = "ave avenue av",
        [new(AddressPart.Street, "rd")] = "rd road",
        [new(AddressPart.Street, "blvd")] = "blvd boulevard",
        [new(AddressPart.Street, "dr")] = "dr drive",
        [new(AddressPart.Street, "ln")] = "ln lane",
        [new(AddressPart.Street, "pkwy")] = "pkwy parkway",
        [new(AddressPart.Street, "hwy")] = "hwy highway",
        [new(AddressPart.Street, "ct")] = "ct court",
        [new(AddressPart.Street, "pl")] = "pl place",
        [new(AddressPart.Street, "sq")] = "sq square",
        [new(AddressPart.Street, "cad")] = "cad caddesi cd",
        [new(AddressPart.Street, "n")] = "n north",
        [new(AddressPart.Street, "s")] = "s south",
        [new(AddressPart.Street, "e")] = "e east",
        [new(AddressPart.Street, "w")] = "w west",
    }.SelectMany(one => one.Value.Split(' '), (one, word) => (word, one.Key)).ToFrozenDictionary(pair => pair.word, pair => pair.Key);

    private static readonly FrozenDictionary<string, AddressWord>.AlternateLookup<ReadOnlySpan<char>> BySpan = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryGet(ReadOnlySpan<char> word, out AddressWord known) => BySpan.TryGetValue(word, out known);

    /// <summary>A word before a number that is one slip away from a word that announces one: <c>stee 757</c>, <c>builing 3</c>.</summary>
    public static bool TryGuess(ReadOnlySpan<char> word, out AddressWord known)
    {
        foreach (var one in Announcing)
        {
            if (word.Length >= 3 && Closeness.Slips(word, one, 1) <= 1) return BySpan.TryGetValue(one, out known);
        }
        known = default;
        return false;
    }
}

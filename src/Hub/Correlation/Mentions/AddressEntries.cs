using SharingHub.Hub.Correlation.Addresses;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;

namespace SharingHub.Hub.Correlation.Mentions;

/// <summary>The values under which an address is found: the whole, and parts of which a slip of the pen spoils at most one or two.</summary>
internal static class AddressEntries
{
    private const int StreetStart = 5;

    public static void Add(TokenKey key, AddressForm a, List<IndexEntry> into)
    {
        Put(key, Scheme.Address, [a.Country, a.City, a.House, a.Unit, a.Building, a.Street], into);
        if (a.House.Length > 0 && a.Street.Length > 0)
            Put(key, Scheme.AddressFront, [a.Country, a.House, a.Street[..Math.Min(StreetStart, a.Street.Length)]], into);
        if (a.House.Length > 0) Put(key, Scheme.AddressNumbers, [a.Country, a.City, a.House, a.Unit, a.Building], into);
        if (a.Unit.Length > 0) Put(key, Scheme.AddressUnit, [a.Country, a.Unit, a.Building, a.Street], into);
        else if (a.Postcode.Length > 0) Put(key, Scheme.AddressStreet, [a.Country, a.City, a.Postcode, a.Street], into);
    }

    private static void Put(TokenKey key, Scheme scheme, ReadOnlySpan<string> parts, List<IndexEntry> into)
    {
        Span<char> value = stackalloc char[1024];
        var length = 0;
        foreach (var part in parts)
        {
            part.CopyTo(value[length..]);
            length += part.Length;
            value[length++] = '|';
        }
        into.Add(new IndexEntry(key.Of(scheme, value[..length]), scheme, -1));
    }
}

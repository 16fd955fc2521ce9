using SharingHub.Hub.Correlation.Addresses;

namespace SharingHub.Hub.Correlation.Comparing;

internal static class AddressComparison
{
    private const int MostSlips = 2;

    /// <summary>The best that any address of the one and any of the other agree.</summary>
    public static Level Compare(ReadOnlySpan<AddressForm> some, ReadOnlySpan<AddressForm> others)
    {
        var best = Level.Missing;
        for (var i = 0; i < some.Length; i++)
        {
            for (var j = 0; j < others.Length; j++)
            {
                var level = Compare(some[i], others[j]);
                if (level > best) best = level;
            }
        }
        return best;
    }

    private static Level Compare(AddressForm a, AddressForm b)
    {
        if (a.Country != b.Country && a.Country.Length > 0 && b.Country.Length > 0) return Level.Different;
        // Next door is another address: a number is the same but for a letter read for a digit, or one digit too many or too few.
        var slips = Number(a.House, b.House) + Number(a.Unit, b.Unit) + Number(a.Building, b.Building);
        if (slips > MostSlips) return Level.Different;
        slips += Closeness.Slips(a.Street, b.Street, MostSlips);
        if (slips > MostSlips) return Level.Different;
        slips += Closeness.Slips(a.City, b.City, 1);
        if (slips > MostSlips || (a.House != b.House && a.Unit != b.Unit)) return Level.Different;
        if (a.Postcode.Length > 0 && b.Postcode.Length > 0 && a.Postcode != b.Postcode) slips++;
        return slips switch { 0 => Level.Same, <= MostSlips => Level.Close, _ => Level.Different };
    }

    private static int Number(string a, string b)
    {
        if (a == b) return 0;
        if (a.Length == 0 || b.Length == 0) return 2;
        if (Closeness.Slips(a, b, 1) > 1) return MostSlips + 1;
        return a.Length != b.Length || !a.All(char.IsAsciiDigit) || !b.All(char.IsAsciiDigit) || Swapped(a, b) ? 1 : 2;
    }

    // Two neighbouring digits swapped are a slip; one digit for another is next door.
    private static bool Swapped(string a, string b) => a.Order().SequenceEqual(b.Order());
}

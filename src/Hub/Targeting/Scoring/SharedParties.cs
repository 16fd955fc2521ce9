using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Mentions;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>
/// What share of the consignments under one telephone, e-mail, account or address was seized, or is tied to accused parties by something else: a party nobody has
/// accused whose consignments mostly are. A forwarder's or an office's share stays as low as everyone's.
/// </summary>
internal sealed class SharedParties
{
    // As if so many consignments without a tie had been seen under each value: one shared consignment proves little.
    private const double Prior = 2;

    // Ties are summed in whole parts of one, so that what is taken back leaves exactly what was there.
    private const double Parts = 1L << 32;

    // So many tell a person enough; there may be thousands.
    private const int MostTold = 10;

    private readonly Dictionary<JoinToken, (int All, long Tied)> seen = [];
    private readonly Dictionary<JoinToken, List<Supporting>> support = [];

    /// <param name="tie">How far the rest of the consignment, without this party, is tied; of one that was examined, what was found.</param>
    /// <param name="sign">1 to count, -1 to take back what was counted.</param>
    public void Count(Mention party, double tie, int sign)
    {
        var parts = (long)(tie * Parts);
        foreach (var entry in party.Entries)
        {
            if (!Tells(entry.Scheme)) continue;
            seen.TryGetValue(entry.Token, out var so);
            seen[entry.Token] = (so.All + sign, so.Tied + sign * parts);
        }
    }

    /// <summary>0 to 1; the highest of its values.</summary>
    public double ShareOf(Mention party) => Strongest(party).Share;

    /// <summary>Says why a consignment is counted under a party as it is, in place of what was said of it before.</summary>
    public void Support(Mention party, Supporting consignment)
    {
        foreach (var entry in party.Entries)
        {
            if (!Tells(entry.Scheme)) continue;
            if (!support.TryGetValue(entry.Token, out var all)) support.Add(entry.Token, all = []);
            var at = all.FindIndex(one => one.Consignment == consignment.Consignment);
            if (at < 0) all.Add(consignment);
            else all[at] = consignment;
        }
    }

    /// <summary>At most ten of the consignments that make a party's share, the strongest first, of equal ones the first that came.</summary>
    /// <param name="except">The consignment that is asked about.</param>
    public IReadOnlyList<Supporting> SupportOf(Mention party, string except)
    {
        var strongest = Strongest(party);
        if (strongest.Share == 0 || !support.TryGetValue(strongest.Token, out var all)) return [];
        return [.. all.Where(one => one.Strength > 0 && one.Consignment != except).OrderByDescending(one => one.Strength).Take(MostTold)];
    }

    private (double Share, JoinToken Token) Strongest(Mention party)
    {
        (double Share, JoinToken Token) highest = default;
        foreach (var entry in party.Entries)
        {
            if (Tells(entry.Scheme) && seen.TryGetValue(entry.Token, out var so) && so.Tied / Parts / (so.All + Prior) is var share && share > highest.Share)
                highest = (share, entry.Token);
        }
        return highest;
    }

    private static bool Tells(Scheme scheme) => scheme is Scheme.Phone or Scheme.Email or Scheme.TradeAccount or Scheme.Address;
}

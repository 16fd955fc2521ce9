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

    private readonly Dictionary<JoinToken, (int All, long Tied)> seen = [];

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
    public double ShareOf(Mention party)
    {
        var highest = 0.0;
        foreach (var entry in party.Entries)
        {
            if (Tells(entry.Scheme) && seen.TryGetValue(entry.Token, out var so)) highest = Math.Max(highest, so.Tied / Parts / (so.All + Prior));
        }
        return highest;
    }

    private static bool Tells(Scheme scheme) => scheme is Scheme.Phone or Scheme.Email or Scheme.TradeAccount or Scheme.Address;
}

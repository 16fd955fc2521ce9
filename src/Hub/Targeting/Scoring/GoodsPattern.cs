namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>
/// How consignments of accused parties are declared, compared with all others. Learned from ties alone: nobody says what is suspicious.
/// A consignment counts for as much as it is tied.
/// </summary>
internal sealed class GoodsPattern
{
    // As if so many tied consignments had been seen that declare like the others do: a pattern needs more than a few to stand on.
    private const double Prior = 4;

    // What one group of features may add or take, in log-odds: no single declaration decides.
    private const double MostOfGroup = 3;

    private readonly Dictionary<GoodsFeature, (double Tied, double All)> seen = [];
    private double tied;
    private double all;

    /// <param name="tie">0 to 1.</param>
    public void Count(ReadOnlySpan<GoodsFeature> features, double tie)
    {
        tied += tie;
        all++;
        foreach (var feature in features)
        {
            seen.TryGetValue(feature, out var so);
            seen[feature] = (so.Tied + tie, so.All + 1);
        }
    }

    /// <summary>Log-odds that each group of features adds, by <see cref="GoodsGroup"/>. The consignment itself, if counted, is left out of account.</summary>
    public void Weigh(ReadOnlySpan<GoodsFeature> features, double? countedTie, Span<double> byGroup)
    {
        Span<int> sizes = stackalloc int[byGroup.Length];
        var self = countedTie is null ? 0 : 1;
        var ownTie = countedTie ?? 0;
        foreach (var feature in features)
        {
            seen.TryGetValue(feature, out var so);
            // Where nothing is tied both shares are the same: rare goods are not suspicious for being rare.
            var others = all - self - (tied - ownTie);
            var amongOthers = (so.All - self - (so.Tied - ownTie) + 1) / (others + 2);
            var amongTied = (so.Tied - ownTie + Prior * amongOthers) / (tied - ownTie + Prior);
            byGroup[(int)feature.Group] += Math.Log(amongTied / amongOthers);
            sizes[(int)feature.Group]++;
        }
        // Words of one description come together: n of them say less than n times as much.
        for (var i = 0; i < byGroup.Length; i++)
        {
            if (sizes[i] > 1) byGroup[i] /= Math.Sqrt(sizes[i]);
            byGroup[i] = Math.Clamp(byGroup[i], -MostOfGroup, MostOfGroup);
        }
    }
}

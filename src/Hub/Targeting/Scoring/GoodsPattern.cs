namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>
/// How consignments of accused parties are declared, compared with all others. Learned from ties alone: nobody says what is suspicious.
/// A consignment counts for as much as it is tied.
/// </summary>
internal sealed class GoodsPattern
{
    // As if so many tied consignments had been seen that declare like the others do: a pattern needs more than a few to stand on.
    private const double Prior = 4;

    private const int Groups = 3;

    // What one group of features may add or take, in log-odds: one declaration is not to outweigh all else, however often it was seen.
    private const double MostOfGroup = 5;

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

    /// <summary>Log-odds that the features add. The consignment itself, if counted, is left out of account.</summary>
    public double Weigh(ReadOnlySpan<GoodsFeature> features, double? countedTie)
    {
        Span<double> sums = stackalloc double[Groups];
        Span<int> sizes = stackalloc int[Groups];
        var self = countedTie is null ? 0 : 1;
        var ownTie = countedTie ?? 0;
        // Where nothing is tied both shares are the same: rare goods are not suspicious for being rare.
        var others = all - self - (tied - ownTie);
        foreach (var feature in features)
        {
            seen.TryGetValue(feature, out var so);
            var amongOthers = (so.All - self - (so.Tied - ownTie) + 1) / (others + 2);
            var amongTied = (so.Tied - ownTie + Prior * amongOthers) / (tied - ownTie + Prior);
            sums[GroupOf(feature.Aspect)] += Math.Log(amongTied / amongOthers);
            sizes[GroupOf(feature.Aspect)]++;
        }
        var weight = 0.0;
        for (var i = 0; i < Groups; i++)
        {
            if (sizes[i] > 0) weight += Math.Clamp(sums[i] / Math.Sqrt(sizes[i]), -MostOfGroup, MostOfGroup);
        }
        return weight;
    }

    // Words of one description come together, and so do the amounts, which are few numbers divided by each other: n of a group say less than n times as much.
    private static int GroupOf(GoodsAspect aspect) => aspect switch
    {
        GoodsAspect.Description => 0,
        GoodsAspect.Tariff => 1,
        _ => 2,
    };
}

namespace SharingHub.Hub.Correlation.Comparing;

/// <summary>
/// Estimates weights without anyone having said which pairs are right (expectation-maximisation). Compared pairs give the patterns; all pairs that no
/// value brought together are taken for pairs of different actors. Depends on the counts alone, not on their order.
/// </summary>
internal sealed class WeightEstimation
{
    private const int Rounds = 20;

    // As if so many right pairs had been seen that agree as the weights at the start say.
    private const double PriorPairs = 20;

    // The same of wrong pairs, of which there are many more.
    private const double PriorWrong = 1000;

    private readonly long[] counts = new long[Pattern.Count];
    private readonly long[] chanceNames = new long[Weights.Levels];

    /// <summary>Pairs compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Pairs that there are in all, compared or not.</summary>
    public double Pairs { get; private set; }

    public void Count(Pattern pattern)
    {
        counts[pattern.Bits]++;
        Compared++;
    }

    /// <summary>Says that one more mention could have met so many others.</summary>
    public void CouldMeet(long others) => Pairs += others;

    /// <summary>How two mentions that nothing brought together agree by name.</summary>
    public void CountByChance(Level name) => chanceNames[(int)name]++;

    public Weights Estimate()
    {
        var seen = Enumerable.Range(0, Pattern.Count).Where(bits => counts[bits] > 0).ToArray();
        var start = Weights.AtStart;
        var weights = start;
        for (var round = 0; round < Rounds; round++)
        {
            var right = new double[start.M.Length];
            var wrong = new double[start.M.Length];
            var matches = 0.0;
            foreach (var bits in seen)
            {
                var pattern = new Pattern((ushort)bits);
                var match = pattern.CanLink ? counts[bits] / (1 + Math.Exp(-weights.Of(pattern))) : 0;
                matches += match;
                for (var aspect = 0; aspect < Pattern.Aspects; aspect++)
                {
                    var level = (int)pattern[(Aspect)aspect];
                    right[aspect * Weights.Levels + level] += match;
                    wrong[aspect * Weights.Levels + level] += counts[bits] - match;
                }
            }
            weights = new Weights(Right(right, start.M), Wrong(wrong, start.U), (matches + PriorPairs * start.Share) / (Math.Max(Pairs, Compared) + PriorPairs));
        }
        return weights;
    }

    private static double[] Right(double[] seen, double[] start)
    {
        var m = new double[start.Length];
        for (var i = 0; i < m.Length; i++)
        {
            if (i % Weights.Levels == 0) continue;
            var aspect = i / Weights.Levels * Weights.Levels;
            m[i] = (seen[i] + PriorPairs * start[i]) / (seen[aspect + 1] + seen[aspect + 2] + seen[aspect + 3] + PriorPairs);
        }
        return m;
    }

    // Names make no candidates, so their agreement by chance is seen on pairs taken at random; the others' agreements were all compared.
    private double[] Wrong(double[] seen, double[] start)
    {
        var u = new double[start.Length];
        for (var aspect = 0; aspect < Pattern.Aspects; aspect++)
        {
            var at = aspect * Weights.Levels;
            var byChance = aspect == (int)Aspect.Name;
            var all = (byChance ? chanceNames[1] + chanceNames[2] + chanceNames[3] : Pairs) + PriorWrong;
            u[at + 2] = ((byChance ? chanceNames[2] : seen[at + 2]) + PriorWrong * start[at + 2]) / all;
            u[at + 3] = ((byChance ? chanceNames[3] : seen[at + 3]) + PriorWrong * start[at + 3]) / all;
            u[at + 1] = 1 - u[at + 2] - u[at + 3];
        }
        return u;
    }
}

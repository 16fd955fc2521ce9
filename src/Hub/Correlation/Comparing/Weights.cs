namespace SharingHub.Hub.Correlation.Comparing;

/// <summary>
/// Fellegi-Sunter weights: for each aspect and level, how often two mentions of one actor agree so far (<c>m</c>) and how often two mentions
/// of different actors do (<c>u</c>); and how many pairs of all speak of one actor.
/// </summary>
internal sealed class Weights
{
    public const int Levels = 4;

    private readonly double[] logRatio = new double[Pattern.Aspects * Levels];
    private readonly double[] byPattern = new double[Pattern.Count];

    public Weights(double[] m, double[] u, double share)
    {
        (M, U, Share) = (m, u, share);
        for (var i = 0; i < logRatio.Length; i++) logRatio[i] = i % Levels == 0 ? 0 : Math.Log(m[i] / u[i]);
        var prior = Math.Log(share / (1 - share));
        for (var bits = 0; bits < byPattern.Length; bits++)
        {
            byPattern[bits] = prior;
            for (var aspect = 0; aspect < Pattern.Aspects; aspect++) byPattern[bits] += logRatio[aspect * Levels + ((bits >> (2 * aspect)) & 3)];
        }
    }

    /// <summary>Before anything has been compared. They matter for the first few hundred pairs; then what was seen outweighs them.</summary>
    public static Weights AtStart { get; } = new(
        m: [0, .10, .20, .70, 0, .25, .20, .55, 0, .40, .01, .59, 0, .30, .01, .69, 0, .30, .01, .69, 0, .30, .01, .69],
        u: [0, .998, .001, .001, 0, .9998, .0001, .0001, 0, .999988, .000001, .000011, 0, .999988, .000001, .000011, 0, .999988, .000001, .000011, 0, .999988, .000001, .000011],
        share: .001);

    /// <summary>By aspect × 4 + level; sums to one over the levels of an aspect, missing left out.</summary>
    public double[] M { get; }

    public double[] U { get; }

    /// <summary>Of all pairs, those that speak of one actor; between 0 and 1.</summary>
    public double Share { get; }

    /// <summary>Log-odds that an agreement at this level adds.</summary>
    public double Of(Aspect aspect, Level level) => logRatio[(int)aspect * Levels + (int)level];

    /// <summary>Log-odds that two mentions which agree like this speak of one actor, before rarity.</summary>
    public double Of(Pattern pattern) => byPattern[pattern.Bits];
}

namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>What came of examined consignments.</summary>
/// <param name="Expected">Sum of the probabilities at which they scored before their examination, outcomes left out of account.</param>
internal readonly record struct Tally(int Examined, int Seized, double Expected)
{
    public int Released => Examined - Seized;

    /// <summary>Of those examined, what share was seized, 0 to 1; null where none was examined.</summary>
    public double? Precision => Examined == 0 ? null : (double)Seized / Examined;

    public static Tally operator +(Tally one, Tally other) => new(one.Examined + other.Examined, one.Seized + other.Seized, one.Expected + other.Expected);

    public Tally With(bool seized, double probability) => new(Examined + 1, Seized + (seized ? 1 : 0), Expected + probability);
}

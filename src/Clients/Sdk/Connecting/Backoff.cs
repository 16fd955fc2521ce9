namespace SharingHub.Sdk.Connecting;

/// <summary>Exponential, with jitter, so that many clients of a hub that restarts do not come back at the same moment.</summary>
internal static class Backoff
{
    public static readonly TimeSpan DefaultFirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="attempt">1 for the first.</param>
    /// <param name="first">Delay before the first attempt, without jitter.</param>
    /// <param name="chance">In [0, 1).</param>
    public static TimeSpan Delay(int attempt, TimeSpan first, double chance)
    {
        var full = Math.Min(Longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 20)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (chance / 2)));
    }
}

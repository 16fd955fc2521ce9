namespace SharingHub.Benchmarks.Harness;

/// <summary>What is said of a number of measurements. None is an error, not a zero.</summary>
internal static class Statistics
{
    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = Sorted(values);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The smallest value that at least <paramref name="percent"/> percent of all do not exceed (nearest rank).</summary>
    public static double Percentile(IReadOnlyCollection<double> values, double percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var sorted = Sorted(values);
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }

    /// <summary>The least and the greatest.</summary>
    public static (double Least, double Greatest) Spread(IReadOnlyCollection<double> values)
    {
        var sorted = Sorted(values);
        return (sorted[0], sorted[^1]);
    }

    private static double[] Sorted(IReadOnlyCollection<double> values) =>
        values.Count > 0 ? [.. values.Order()] : throw new ArgumentException("There is nothing to say about no measurement.", nameof(values));
}

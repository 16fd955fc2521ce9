namespace SharingHub.Benchmarks.Harness;

/// <summary>One number of one pass.</summary>
/// <param name="Metric">What it counts, with its unit: one of <see cref="Metrics"/>.</param>
/// <param name="Value">Finite.</param>
internal readonly record struct Reading(string Metric, double Value);

/// <summary>The names of metrics, each with its unit.</summary>
internal static class Metrics
{
    public const string Rate = "records/s";
    public const string P50 = "p50 ms";
    public const string P99 = "p99 ms";
    public const string Max = "max ms";

    public static Reading PerSecond(int records, TimeSpan took) => new(Rate, records / took.TotalSeconds);

    /// <param name="milliseconds">One a sample.</param>
    public static IEnumerable<Reading> Latency(IReadOnlyCollection<double> milliseconds) =>
        [new(P50, Statistics.Percentile(milliseconds, 50)), new(P99, Statistics.Percentile(milliseconds, 99))];
}

using System.Text.Json;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Harness;

/// <summary>Everything that was measured, as JSON: each pass, not only medians.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The file appears whole or not at all.</summary>
    public static async Task WriteAsync(
        string file, Machine machine, int records, IReadOnlyDictionary<string, Result> results, IEnumerable<string> failed, CancellationToken cancellation)
    {
        var text = JsonSerializer.Serialize(
            new { Machine = machine, Records = records, Lines = results.Values.Select(result => Line(result, results)), NotMeasured = failed }, Format);
        var unfinished = file + ".new";
        await File.WriteAllTextAsync(unfinished, text + "\n", cancellation);
        File.Move(unfinished, file, overwrite: true);
    }

    private static object Line(Result result, IReadOnlyDictionary<string, Result> results) => new
    {
        result.Line.Name,
        result.Line.What,
        Metrics = result.Metrics.Select(metric => new { Metric = metric, Median = result.Median(metric), Passes = result.Values(metric) }),
        Beside = result.Line.Beside.Select(one => Beside(one.Compare(result, results))),
        ProcessorsPercent = ProcessorTime.Parts.ToDictionary(part => part, part => result.Spent.Select(spent => Math.Round(spent.Percent(part), 1))),
    };

    private static object Beside(Compared one) => new
    {
        one.Comparison.Metric,
        Limits = one.Comparison.Of.Select(of => new { of.Line, of.Metric }),
        one.Limit,
        one.Ratio,
        Mark = one.Comparison.Mark?.ToString(),
        one.Met,
    };
}

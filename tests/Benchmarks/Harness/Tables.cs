using SharingHub.Benchmarks.Profiling;

namespace SharingHub.Benchmarks.Harness;

/// <summary>Results as people read them.</summary>
internal static class Tables
{
    public static Table Limits(IEnumerable<Result> results)
    {
        var table = new Table("limit", "name", "metric", "median", "least – greatest");
        foreach (var result in results.Where(result => result.Line.Beside.Count == 0))
        {
            foreach (var metric in result.Metrics)
            {
                table.Add(result.Line.What, result.Line.Name, metric, Numbers.Short(result.Median(metric)), Spread(result, metric));
            }
        }

        return table;
    }

    /// <exception cref="MeasurementException">A limit is missing.</exception>
    public static Table Figures(IReadOnlyDictionary<string, Result> results)
    {
        var table = new Table("figure", "name", "metric", "median", "least – greatest", "limit", "ratio", "mark", "met");
        foreach (var result in results.Values.Where(result => result.Line.Beside.Count > 0))
        {
            foreach (var metric in result.Metrics)
            {
                string[] figure = [result.Line.What, result.Line.Name, metric, Numbers.Short(result.Median(metric)), Spread(result, metric)];
                var compared = result.Line.Beside.Where(one => one.Metric == metric).Select(one => one.Compare(result, results)).ToList();
                foreach (var one in compared.DefaultIfEmpty(null))
                {
                    table.Add([.. figure, .. Comparison(one)]);
                    // What stands above is not said again.
                    figure = ["", result.Line.Name, metric, "", ""];
                }
            }
        }

        return table;
    }

    /// <summary>How much of the processors programs took that are no part of this: above a few percent, only ratios mean anything, and little at that.</summary>
    public static string Others(IReadOnlyCollection<Result> results) => results.Count == 0 ? ""
        : $"While it was measured, other programs had {Numbers.Short(Math.Round(results.SelectMany(result => result.Spent).Average(one => one.Percent("other"))))} % of the processors' time.";

    /// <summary>
    /// Where the processors' time went while each line was measured: medians of the passes, in percent of all processors. Then what a record cost
    /// the hub and PostgreSQL: of all that is measured, other programs disturb that least.
    /// </summary>
    public static Table Processors(IEnumerable<Result> results)
    {
        var measured = results.ToList();
        string[] parts = [.. ProcessorTime.Parts.Where(part => measured.Exists(result => result.Spent.Any(spent => spent.Seconds.ContainsKey(part))))];
        string[] ofRecords = [.. ProcessorTime.OfRecords.Intersect(parts)];
        var table = new Table(["processors' time, %", .. parts, .. ofRecords.Select(part => $"{part}, µs a record")]);
        foreach (var result in measured)
        {
            table.Add(
            [
                result.Line.Name,
                .. parts.Select(part => Numbers.Short(Statistics.Median([.. result.Spent.Select(one => Math.Round(one.Percent(part)))]))),
                .. ofRecords.Select(part => ARecord(result, part)),
            ]);
        }

        return table;
    }

    private static string ARecord(Result result, string part) => result.Metrics.Contains(Metrics.Rate)
        ? Numbers.Short(Math.Round(Statistics.Median([.. result.Values(Metrics.Rate).Zip(result.Spent, (rate, spent) => spent.MicrosecondsOfASecond(part) / rate)])))
        : "";

    private static string[] Comparison(Compared? one) =>
    [
        one?.Limit is { } limit ? $"{string.Join(" + ", one.Comparison.Of.Select(of => of.Line))}: {Numbers.Short(limit)}" : "",
        one?.Limit is null ? "" : Numbers.Short(one.Ratio),
        one?.Comparison.Mark?.ToString() ?? "",
        one?.Met switch { true => "yes", false => "no", null => "" },
    ];

    private static string Spread(Result result, string metric)
    {
        var (least, greatest) = Statistics.Spread(result.Values(metric));
        return $"{Numbers.Short(least)} – {Numbers.Short(greatest)}";
    }
}

namespace SharingHub.Benchmarks.Harness;

/// <summary>A number of a figure beside its limit: the sum of the named numbers of the same run, or 1 where none is named.</summary>
/// <param name="Metric">The figure's metric.</param>
/// <param name="Mark">What the ratio should be; null where there is no mark.</param>
/// <param name="Of">Line and metric of each limit.</param>
internal sealed record Comparison(string Metric, Mark? Mark, params IReadOnlyList<(string Line, string Metric)> Of)
{
    /// <param name="figure">The line that this is a comparison of.</param>
    /// <param name="results">What was measured, by line.</param>
    /// <exception cref="MeasurementException">A limit is missing: without it there is no ratio.</exception>
    public Compared Compare(Result figure, IReadOnlyDictionary<string, Result> results)
    {
        double? limit = Of.Count == 0 ? null : Of.Sum(of => Find(of, results).Median(of.Metric));
        var ratio = (Mark is { EachPass: true } ? figure.Values(Metric).Max() : figure.Median(Metric)) / (limit ?? 1);
        return new Compared(this, limit, ratio, Mark?.IsMetBy(ratio));
    }

    private static Result Find((string Line, string Metric) of, IReadOnlyDictionary<string, Result> results) =>
        results.TryGetValue(of.Line, out var found) ? found : throw new MeasurementException($"its limit {of.Line} was not measured");
}

/// <summary>How a figure came out.</summary>
/// <param name="Limit">Null where the mark is a number by itself.</param>
/// <param name="Ratio">Figure / limit, both medians; the figure itself where there is no limit; its greatest where the mark is for each pass.</param>
/// <param name="Met">Null where there is no mark.</param>
internal sealed record Compared(Comparison Comparison, double? Limit, double Ratio, bool? Met);

/// <summary>What a ratio should be.</summary>
/// <param name="AtLeast">Or at most.</param>
/// <param name="Value">Compared with the ratio, itself included.</param>
/// <param name="EachPass">A promise: one pass that breaks it is one too many, whatever the median.</param>
internal sealed record Mark(bool AtLeast, double Value, bool EachPass = false)
{
    public static Mark NoLessThan(double value) => new(true, value);

    public static Mark NoMoreThan(double value) => new(false, value);

    public static Mark NeverMoreThan(double value) => new(false, value, EachPass: true);

    public bool IsMetBy(double ratio) => AtLeast ? ratio >= Value : ratio <= Value;

    public override string ToString() => $"{(AtLeast ? '≥' : '≤')} {Numbers.Short(Value)}{(EachPass ? ", each pass" : "")}";
}

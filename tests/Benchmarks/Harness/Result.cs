using SharingHub.Benchmarks.Profiling;

namespace SharingHub.Benchmarks.Harness;

/// <summary>What the passes of one line gave.</summary>
internal sealed class Result(Line line)
{
    private readonly List<IReadOnlyList<Reading>> _passes = [];
    private readonly List<ProcessorTime> _spent = [];

    public Line Line { get; } = line;

    /// <summary>The processors' time, by process, of each pass.</summary>
    public IReadOnlyList<ProcessorTime> Spent => _spent;

    /// <summary>In the order in which the line gave them.</summary>
    public IEnumerable<string> Metrics => _passes[0].Select(reading => reading.Metric);

    /// <exception cref="MeasurementException">It has no number, or one that is none.</exception>
    public void Add(IReadOnlyList<Reading> pass, ProcessorTime? spent)
    {
        if (pass.Count == 0 || pass.Any(reading => !double.IsFinite(reading.Value)) || spent is null)
            throw new MeasurementException("a number is missing");
        _passes.Add(pass);
        _spent.Add(spent);
    }

    /// <summary>One a pass.</summary>
    public double[] Values(string metric) => [.. _passes.Select(pass => pass.First(reading => reading.Metric == metric).Value)];

    public double Median(string metric) => Statistics.Median(Values(metric));
}

using System.Diagnostics;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Harness;

/// <summary>
/// Measures lines in passes: each pass takes every line once, so that a machine that slows down or speeds up in the course of a run
/// does so for a figure and its limit alike. A line that fails is told and left out; the others go on.
/// </summary>
internal sealed class Runner(Stage stage, TextWriter says)
{
    private readonly HashSet<string> _failed = [];

    /// <summary>The lines that could not be measured.</summary>
    public IReadOnlyCollection<string> Failed => _failed;

    /// <returns>By name, in the order of <paramref name="lines"/>.</returns>
    public async Task<IReadOnlyDictionary<string, Result>> RunAsync(IReadOnlyList<Line> lines, int passes, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await TryAsync(line, "preparing", token => line.PrepareAsync(stage, token), cancellation);
        }

        var results = lines.ToDictionary(line => line.Name, line => new Result(line));
        for (var number = 1; number <= passes; number++)
        {
            foreach (var line in lines.Where(line => number == 1 || !line.IsApart))
            {
                await TryAsync(line, $"pass {number}", token => MeasureAsync(results[line.Name], number, token), cancellation);
            }
        }

        return Whole(results.Where(result => !_failed.Contains(result.Key)).ToDictionary());
    }

    /// <summary>Once more for the sampler. What it measures does not count: sampling slows the hub down.</summary>
    public async Task SampleAsync(IEnumerable<Line> lines, Func<Line, string, int, CancellationToken, Task<IAsyncDisposable>> sample, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await TryAsync(line, "sampling", token => line.RunAsync(new Pass(stage, (part, process) => sample(line, part, process, token)), token), cancellation);
        }
    }

    /// <summary>A figure without its limit says nothing: it counts as not measured.</summary>
    private Dictionary<string, Result> Whole(Dictionary<string, Result> results)
    {
        foreach (var line in results.Values.Select(result => result.Line).Where(line => line.Beside.SelectMany(one => one.Of).Any(of => !results.ContainsKey(of.Line))))
        {
            _failed.Add(line.Name);
            says.WriteLine($"{line.Name} has no limit to be put beside");
        }

        return results.Where(result => !_failed.Contains(result.Key)).ToDictionary();
    }

    private async Task MeasureAsync(Result result, int number, CancellationToken cancellation)
    {
        // What an earlier line left to collect is not this one's.
        GC.Collect();
        var pass = new Pass(stage);
        var began = Stopwatch.GetTimestamp();
        var readings = await result.Line.RunAsync(pass, cancellation);
        result.Add(readings, pass.Spent);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var memory = stage.IsRunning ? $"hub {Kernel.MegabytesOf(stage.Host.Hubs[0].ProcessId).Now:0} MB" : "";
        await says.WriteLineAsync($"{number}  {result.Line.Name,-22} {took,4:0} s  {memory,-11}  {string.Join("   ", readings.Select(one => $"{one.Metric} {Numbers.Short(one.Value)}"))}");
    }

    private async Task TryAsync(Line line, string what, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (_failed.Contains(line.Name))
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(line.Patience);
        try
        {
            await work(patience.Token);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            _failed.Add(line.Name);
            var why = patience.IsCancellationRequested ? $"it took more than {line.Patience.TotalMinutes:0} minutes" : fault.Message;
            await says.WriteLineAsync($"{line.Name} could not be measured ({what}): {why}");
            if (stage.IsRunning)
                await stage.History.ForgetAsync(cancellation);
        }
    }
}

using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Harness;

/// <summary>One measurement of one line, on the stage that all share.</summary>
/// <param name="stage">Which is charged for what is measured, unless that says whom to charge.</param>
/// <param name="sample">Begins to sample a process, given the part that it is; null where nothing is sampled.</param>
internal sealed class Pass(Stage stage, Func<string, int, Task<IAsyncDisposable>>? sample = null)
{
    public Stage Stage { get; } = stage;

    /// <summary>What the processors did while it was measured; null before.</summary>
    public ProcessorTime? Spent { get; private set; }

    /// <summary>Runs what is measured.</summary>
    /// <param name="work">What is measured.</param>
    /// <param name="processes">What is charged for it, by part; null: what runs on the stage.</param>
    public async Task<T> MeasureAsync<T>(Func<Task<T>> work, IReadOnlyCollection<(string Part, int Process)>? processes = null)
    {
        processes ??= [.. Stage.Processes()];
        var sampled = new List<IAsyncDisposable>();
        foreach (var (part, process) in sample is null ? [] : processes.Where(one => ProcessorTime.Hubs.Contains(one.Part)).DistinctBy(one => one.Part))
            sampled.Add(await sample!(part, process));
        var before = ProcessorTime.Now(processes);
        var result = await work();
        Spent = ProcessorTime.Now(processes) - before;
        foreach (var one in sampled)
            await one.DisposeAsync();
        return result;
    }
}

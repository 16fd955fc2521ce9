using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Harness;

/// <summary>One measurement of one line, on the stage that all share.</summary>
internal sealed class Pass(Stage stage, Func<Task<IAsyncDisposable>>? sample = null)
{
    public Stage Stage { get; } = stage;

    /// <summary>What the processors did while it was measured; null before.</summary>
    public ProcessorTime? Spent { get; private set; }

    /// <summary>Runs what is measured.</summary>
    public async Task<T> MeasureAsync<T>(Func<Task<T>> work)
    {
        await using var sampling = sample is null ? null : await sample();
        var before = ProcessorTime.Now(Stage);
        var result = await work();
        Spent = ProcessorTime.Now(Stage) - before;
        return result;
    }
}

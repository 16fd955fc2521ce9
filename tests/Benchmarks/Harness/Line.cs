using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Harness;

/// <summary>Something that is measured: a limit of the machine, or a figure of the hub.</summary>
/// <param name="name">As given on the command line.</param>
/// <param name="what">A phrase for the table.</param>
/// <param name="beside">What its numbers are put beside. Of a limit: nothing.</param>
internal abstract class Line(string name, string what, params IReadOnlyList<Comparison> beside)
{
    public string Name { get; } = name;

    public string What { get; } = what;

    public IReadOnlyList<Comparison> Beside { get; } = beside;

    /// <summary>Whether it is measured by its name alone, and once: it takes long.</summary>
    public virtual bool IsApart => false;

    /// <summary>Far above what any pass takes; one that hangs must not hang the run.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromMinutes(4);

    /// <summary>Starts what it needs, once, before the passes. Takes no time that counts.</summary>
    public virtual Task PrepareAsync(Stage stage, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Measures once. Only what runs inside <see cref="Pass.MeasureAsync"/> is charged to processes and sampled.</summary>
    /// <exception cref="MeasurementException">What was measured is not what should have been.</exception>
    public abstract Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation);
}

/// <summary>What was measured is not what should have been; the message says what came instead.</summary>
internal sealed class MeasurementException(string message) : Exception(message);

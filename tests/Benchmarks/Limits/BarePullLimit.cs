using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>What a stream to a reader can do: views that were made beforehand, and nothing decided about any.</summary>
internal sealed class BarePullLimit(string name, string what, Door door, uint together) : Line(name, what)
{
    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.StartBareAsync(cancellation);
        await PullAsync(stage, cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var took = await pass.MeasureAsync(() => PullAsync(pass.Stage, cancellation));
        return [Metrics.PerSecond(pass.Stage.Records, took)];
    }

    private Task<TimeSpan> PullAsync(Stage stage, CancellationToken cancellation) =>
        Pulling.RunAsync(stage.Connect(door, ReadSet.Recipient), ReadSet.Query, together, stage.Records, cancellation);
}

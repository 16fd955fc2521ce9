using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>Records out: each decided and masked, each page's disclosure committed before the page leaves.</summary>
internal sealed class Pull(string name, string what, Door door, params Comparison[] beside) : Line(name, what, beside)
{
    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.ReadSetAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var took = await pass.MeasureAsync(() =>
            Pulling.RunAsync(pass.Stage.Connect(door, ReadSet.Recipient), ReadSet.Query, 0, pass.Stage.Records, cancellation));
        return [Metrics.PerSecond(pass.Stage.Records, took)];
    }
}

using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>History out, in ledger order, to an auditor.</summary>
internal sealed class Replay(params Comparison[] beside) : Line("replay", "replay", beside)
{
    private ReadSet _set = null!;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation) => _set = await stage.ReadSetAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var (records, took) = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            var replayed = await pass.Stage.History.ReplayAsync(new ReplayRequest { FromIndex = _set.First, ToIndex = _set.Last }, cancellation);
            return (replayed.Records, Stopwatch.GetElapsedTime(began));
        });
        return records == pass.Stage.Records
            ? [Metrics.PerSecond(records, took)]
            : throw new MeasurementException($"{records} records came instead of {pass.Stage.Records}");
    }
}

using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>Resident memory of the hub while one member streams in as fast as it can and another pulls: before, the most, and after.</summary>
internal sealed class Memory(params Comparison[] beside) : Line("memory", "hub's memory under ingest and pull at once", beside)
{
    private const string Contributor = "bazaarly";

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.ReadSetAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, stage.NextTag());
        var hub = stage.Host.Hubs[0].ProcessId;
        Kernel.ForgetPeak(hub);
        var before = Kernel.MegabytesOf(hub).Now;
        await pass.MeasureAsync(async () =>
        {
            await Task.WhenAll(
                Submission.RunAsync(stage.Connect(Door.Hub, Contributor), records, 100, 2000, cancellation),
                Pulling.RunAsync(stage.Connect(Door.Hub, ReadSet.Recipient), ReadSet.Query, 0, stage.Records, cancellation));
            return true;
        });
        var (after, peak) = Kernel.MegabytesOf(hub);
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        return [new("peak MB", peak), new("before MB", before), new("after MB", after)];
    }
}

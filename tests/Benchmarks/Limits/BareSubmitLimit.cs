using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>What a stream both ways can do: the hub's messages, a result for each record, and nothing done with any.</summary>
internal sealed class BareSubmitLimit(string name, string what, Door door, int window) : Line(name, what)
{
    private IReadOnlyList<Google.Protobuf.ByteString> _records = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.StartBareAsync(cancellation);
        _records = (await stage.WorkloadAsync(cancellation)).Make(window == 1 ? stage.Records / 50 : stage.Records, "limit");
        await Submission.RunAsync(stage.Connect(door, "bazaarly"), [.. _records.Take(2_000)], 1, window, cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var done = await pass.MeasureAsync(() => Submission.RunAsync(pass.Stage.Connect(door, "bazaarly"), _records, 1, window, cancellation));
        return [Metrics.PerSecond(_records.Count, done.Took), .. Metrics.Latency(done.Milliseconds)];
    }
}

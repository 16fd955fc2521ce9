using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>Records in on one stream, each durable before its receipt.</summary>
/// <param name="name">Of the line.</param>
/// <param name="what">Of the line.</param>
/// <param name="door">Straight to the hub, or through the gateway.</param>
/// <param name="together">Records a message.</param>
/// <param name="window">Records without a receipt at most.</param>
/// <param name="share">One of so many of the records of a pass.</param>
/// <param name="beside">Limits and marks.</param>
internal sealed class Ingest(string name, string what, Door door, int together, int window, int share = 1, params Comparison[] beside) : Line(name, what, beside)
{
    private const string Contributor = "bazaarly";
    private const int WarmUp = 2_000;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.StartSystemAsync(cancellation);
        await SubmitAsync(new Pass(stage), WarmUp / share, cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var done = await SubmitAsync(pass, pass.Stage.Records / share, cancellation);
        return [Metrics.PerSecond(done.Milliseconds.Length, done.Took), .. Metrics.Latency(done.Milliseconds)];
    }

    private async Task<Submission> SubmitAsync(Pass pass, int count, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var records = (await stage.WorkloadAsync(cancellation)).Make(count, stage.NextTag());
        var done = await pass.MeasureAsync(() => Submission.RunAsync(stage.Connect(door, Contributor), records, together, window, cancellation));
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        return done;
    }
}

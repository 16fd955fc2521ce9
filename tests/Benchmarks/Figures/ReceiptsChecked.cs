using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Sdk.Proving;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Benchmarks.Figures;

/// <summary>Receipt files read and checked offline, in this process on one processor: signature, proof, commitment and body.</summary>
internal sealed class ReceiptsChecked(params Comparison[] beside) : Line("receipts-offline", "receipts checked offline", beside)
{
    private const int Files = 100;
    private const int Times = 20;

    private LogPolicy _policy = null!;
    private List<byte[]> _files = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        var set = await ReceiptSet.ReadAsync(stage, cancellation);
        var hub = stage.Connect(Door.Hub, ReadSet.Contributor);
        var key = VerifierKey.Parse(stage.Host.Ready.LedgerVkey).OrThrow();
        (_policy, _files) = (new LogPolicy(key.Name, [key]), []);
        foreach (var id in set.Ids.Take(Files))
            _files.Add((await hub.GetReceiptAsync(id, cancel: cancellation)).ToBytes());
        // Until the runtime has compiled what runs often for good.
        Check();
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var (good, took) = await pass.MeasureAsync(() =>
        {
            var began = Stopwatch.GetTimestamp();
            return Task.FromResult((Check(), Stopwatch.GetElapsedTime(began)));
        });
        return good == Files * Times ? [new(ReceiptsProven.Rate, good / took.TotalSeconds)] : throw new MeasurementException($"{good} receipts hold instead of {Files * Times}");
    }

    private int Check() => Enumerable.Repeat(_files, Times).SelectMany(files => files).Count(file => EventReceipt.Parse(file).OrThrow().Verify(_policy) is { Ok: true, Value.BodyChecked: true });
}

using SharingHub.Launcher.Hosting;
using SharingHub.Sdk;
using SharingHub.Sdk.Proving;
using SharingHub.Verification.Logs;

namespace SharingHub.Launcher.Demo;

/// <summary>Reads the ledger as any stranger would, recomputes it, and checks a receipt against it, believing one public key.</summary>
internal static class Proving
{
    /// <summary>A checkpoint is signed every second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="events">What history holds at least.</param>
    public static async Task<(LogReport Report, int Files)> RecomputeAsync(ReadyFile ready, long events, CancellationToken cancellation)
    {
        using var log = new ServedLog(ready);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while ((await log.CheckpointAsync(patience.Token))?.Checkpoint.Size is not { } size || size < events)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        var files = await log.ReadAsync(cancellation);
        return (log.Verify(files), files.Count);
    }

    /// <summary>The receipt as a file, and whether it holds without the hub.</summary>
    public static async Task<(int Bytes, bool Holds)> ReceiptAsync(ReadyFile ready, HubConnection contributor, string eventId, CancellationToken cancellation)
    {
        var file = (await contributor.GetReceiptAsync(eventId, Patience, cancellation)).ToBytes();
        using var log = new ServedLog(ready);
        var shown = Verification.Receipts.EventReceipt.Parse(file).OrThrow().Verify(log.Policy);
        return (file.Length, shown is { Ok: true, Value.BodyChecked: true });
    }
}

using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>From the answer to the call that ends an agreement to the last byte of each watch that it fed. Below zero: before the answer came.</summary>
internal sealed class Termination(params Comparison[] beside) : Line("termination", "termination to last byte, 100 open watches", beside)
{
    private const int Watches = 100;
    private const string Contributor = "cartwheel", Recipient = "customs";

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.StartSystemAsync(cancellation);
        var listings = (await stage.WorkloadAsync(cancellation)).Make(100, stage.NextTag(), record => record.Listing is not null);
        await Submission.RunAsync(stage.Connect(Door.Hub, Contributor), listings, 100, 100, cancellation);
        stage.History.Expect(listings.Count);
        await stage.History.SettleAsync(cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var agreement = await Agreements.PutInForceAsync(stage, Agreements.Watched, cancellation);
        var caughtUp = Enumerable.Range(0, Watches).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        await using var recipient = stage.ConnectAnew(Door.Hub, Recipient);
        var ends = caughtUp.Select(open => WatchAsync(recipient, open, cancellation)).ToArray();
        var first = Task.WhenAny(ends);
        if (await Task.WhenAny(Task.WhenAll(caughtUp.Select(open => open.Task)), first) == first)
            throw new MeasurementException($"a watch ended before all were open: {(await first).Exception?.InnerException?.Message}");
        var milliseconds = await pass.MeasureAsync(async () =>
        {
            await stage.Connect(Door.Hub, Contributor).Agreements.TerminateAsync(
                new TerminateRequest { AgreementId = agreement, Reason = "end of the pass" }, cancellationToken: cancellation);
            var answered = Stopwatch.GetTimestamp();
            return (await Task.WhenAll(ends)).Select(end => 1000.0 * (end - answered) / Stopwatch.Frequency).ToArray();
        });
        return [.. Metrics.Latency(milliseconds), new(Metrics.Max, milliseconds.Max())];
    }

    /// <returns>The moment after the stream's last byte.</returns>
    private static async Task<long> WatchAsync(HubConnection recipient, TaskCompletionSource open, CancellationToken cancellation)
    {
        var request = new SubscribeRequest { Query = new RecordQuery { Purpose = Purpose.BorderTargeting, Contributors = { Contributor } } };
        using var watch = recipient.Disclosure.Subscribe(request, cancellationToken: cancellation);
        End? end = null;
        try
        {
            while (await watch.ResponseStream.MoveNext(cancellation))
            {
                if (watch.ResponseStream.Current.CaughtUp is not null)
                    open.TrySetResult();
                end = watch.ResponseStream.Current.End;
            }
        }
        catch (HubException) when (end is not null)
        {
            // After the end marker comes the status, which says once more that access has ended.
        }

        var ended = Stopwatch.GetTimestamp();
        return end?.Reason == EndReason.AgreementEnded
            ? ended
            : throw new MeasurementException($"a watch ended with {end?.Reason.ToString() ?? "no end marker"}");
    }
}

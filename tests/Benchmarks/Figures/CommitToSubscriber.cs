using Grpc.Core;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// How old a record is when an open subscription gets it: from the time that the database gave it, just before it was committed, to its arrival.
/// Both clocks are this machine's. One record is under way at a time.
/// </summary>
internal sealed class CommitToSubscriber(params Comparison[] beside) : Line("subscriber", "commit to subscriber", beside)
{
    private const string Contributor = "customs", Recipient = "ipcenter";

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.StartSystemAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records / 200, stage.NextTag(), record => record.Seizure is not null);
        var request = new SubscribeRequest { Query = new RecordQuery { Purpose = Purpose.CriminalInvestigation, Contributors = { Contributor } } };
        using var watch = stage.Connect(Door.Hub, Recipient).Disclosure.Subscribe(request, cancellationToken: cancellation);
        using var push = stage.Connect(Door.Hub, Contributor).Intake.Submit(cancellationToken: cancellation);
        while (await NextAsync(watch, cancellation) is not { CaughtUp: not null })
        {
        }

        var readings = await pass.MeasureAsync(async () =>
        {
            var milliseconds = new List<double>(records.Count);
            foreach (var record in records)
            {
                await push.RequestStream.WriteAsync(new SubmitRequest { Records = { record } }, cancellation);
                RecordView? view = null;
                while (view is null)
                    view = (await NextAsync(watch, cancellation)).Page?.Views.Single();
                milliseconds.Add((DateTimeOffset.UtcNow - view.RecordedAt.ToDateTimeOffset()).TotalMilliseconds);
            }

            return (IReadOnlyList<Reading>)[.. Metrics.Latency(milliseconds)];
        });
        await push.RequestStream.CompleteAsync();
        await DrainAsync(push, records.Count, cancellation);
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        return readings;
    }

    private static async Task<SubscribeResponse> NextAsync(AsyncServerStreamingCall<SubscribeResponse> watch, CancellationToken cancellation) =>
        await watch.ResponseStream.MoveNext(cancellation) && watch.ResponseStream.Current.End is null
            ? watch.ResponseStream.Current
            : throw new MeasurementException("the subscription ended");

    private static async Task DrainAsync(AsyncDuplexStreamingCall<SubmitRequest, SubmitResponse> push, int expected, CancellationToken cancellation)
    {
        var accepted = 0;
        while (await push.ResponseStream.MoveNext(cancellation))
            accepted += push.ResponseStream.Current.Results?.Results.Count(result => result.Outcome == SubmitOutcome.Accepted) ?? 0;
        if (accepted != expected)
            throw new MeasurementException($"{accepted} records of {expected} were accepted");
    }
}

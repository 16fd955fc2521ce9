using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Launcher.Seed;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// How long after a carrier submits a shipment an agency's open watch has it as a lead, disclosed, at a given rate of shipments. The operation's intelligence
/// and its consignments so far are joined, so many times over among other people; then its next consignments come, to arrive a year later. The budget is large
/// enough that each of those is a lead, and the watch asks for no others.
/// </summary>
/// <param name="border">Who takes part, and for no other line.</param>
/// <param name="times">How many times the operation's history is known.</param>
/// <param name="aSecond">Shipments submitted a second.</param>
internal sealed class SubmitToLead(Border border, int times, int aSecond, params Comparison[] beside) : Line(
    times == 1 ? "lead" : $"lead-{times}",
    times == 1 ? $"submit to lead, {aSecond} shipments a second" : $"submit to lead, {aSecond} shipments a second, {times} times the history",
    beside)
{
    // Three passes, and one for the sampler.
    private const int Passes = 4;

    // Before them: until the runtime has compiled what runs often for good. The first watches of leads after a hub's start wait for that.
    private const int TurnsBefore = 3;

    private readonly Queue<List<IntelRecord>> _toCome = new();
    private readonly Timestamp _from = new() { Seconds = long.MaxValue };
    private bool _begun;

    public override bool IsApart => times > 1;

    public override TimeSpan Patience => IsApart ? TimeSpan.FromMinutes(20) : base.Patience;

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.StartSystemAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        // Not while preparing: what the hub then holds in memory is no line's before this.
        if (!_begun)
            await BeginAsync(pass.Stage, cancellation);
        return await TurnAsync(pass, cancellation);
    }

    private async Task BeginAsync(Stage stage, CancellationToken cancellation)
    {
        _begun = true;
        var workload = await stage.WorkloadAsync(cancellation);
        var each = stage.Records / 50;
        PutOff(workload.Among(times, stage.NextTag(), RecordKind.Shipment).Take(TurnsBefore * each), each);
        for (var number = times - 1; number >= 0; number--)
        {
            var tag = stage.NextTag();
            var consignments = workload.Among(number, tag, RecordKind.Shipment).ToList();
            if (number == 0)
            {
                PutOff(consignments.TakeLast(Passes * each), each);
                consignments = consignments[..^(Passes * each)];
            }

            await SubmitAsync(stage, border.Retailer, workload.Among(number, tag, OperationAgreements.Retail), cancellation);
            await SubmitAsync(stage, border.Carrier, consignments, cancellation);
        }

        await stage.History.SettleAsync(cancellation);
        var began = Stopwatch.GetTimestamp();
        using (var watch = await WatchAsync(stage, cancellation))
            await stage.Says.WriteLineAsync($"{Name}: the picture was there after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        for (var turn = 0; turn < TurnsBefore; turn++)
            await TurnAsync(new Pass(stage), cancellation);
    }

    private async Task<IReadOnlyList<Reading>> TurnAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var shipments = _toCome.Dequeue();
        using var watch = await WatchAsync(stage, cancellation);
        using var push = stage.Connect(Door.Hub, border.Carrier).Intake.Submit(cancellationToken: cancellation);
        var accepted = AcceptedAsync(push, cancellation);
        var readings = await pass.MeasureAsync(async () =>
        {
            var submitted = new ConcurrentDictionary<string, long>();
            var pushing = PushAsync(push, shipments, submitted, cancellation);
            var milliseconds = new List<double>(shipments.Count);
            while (milliseconds.Count < shipments.Count)
            {
                foreach (var lead in (await NextAsync(watch, cancellation)).Page?.Leads ?? [])
                {
                    // One whose score has changed since comes again.
                    if (submitted.TryRemove(lead.Shipment.Name.Id, out var at))
                        milliseconds.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                }
            }

            await pushing;
            return (IReadOnlyList<Reading>)[.. Metrics.Latency(milliseconds)];
        });
        await push.RequestStream.CompleteAsync();
        if (await accepted != shipments.Count)
            throw new MeasurementException($"{await accepted} records of {shipments.Count} were accepted");
        stage.History.Expect(shipments.Count);
        await stage.History.SettleAsync(cancellation);
        return readings;
    }

    /// <summary>Keeps consignments for turns to submit, their arrival put off by a year.</summary>
    /// <param name="each">How many a turn submits.</param>
    private void PutOff(IEnumerable<IntelRecord> consignments, int each)
    {
        foreach (var turn in consignments.Chunk(each))
        {
            foreach (var shipment in turn.Select(one => one.Shipment))
            {
                shipment.EstimatedArrival.Seconds += (long)TimeSpan.FromDays(365).TotalSeconds;
                _from.Seconds = Math.Min(_from.Seconds, shipment.EstimatedArrival.Seconds);
            }

            _toCome.Enqueue([.. turn]);
        }
    }

    private static async Task SubmitAsync(Stage stage, string member, IEnumerable<IntelRecord> records, CancellationToken cancellation)
    {
        var bytes = records.Select(record => record.ToByteString()).ToList();
        await Submission.RunAsync(stage.Connect(Door.Hub, member), bytes, 100, 2000, cancellation);
        stage.History.Expect(bytes.Count);
    }

    /// <summary>A watch that has caught up.</summary>
    private async Task<AsyncServerStreamingCall<WatchLeadsResponse>> WatchAsync(Stage stage, CancellationToken cancellation)
    {
        var request = new WatchLeadsRequest { Purpose = Purpose.BorderTargeting, PerMilleOfArrivals = 1000, ArrivingFrom = _from };
        var watch = stage.ConnectAnew(Door.Hub, border.Agency).Targeting.WatchLeads(request, cancellationToken: cancellation);
        while ((await NextAsync(watch, cancellation)).CaughtUp is null)
        {
        }

        return watch;
    }

    /// <summary>Each at its time by the clock, ten milliseconds' worth together: a delay of less is not to be had.</summary>
    private async Task PushAsync(
        AsyncDuplexStreamingCall<SubmitRequest, SubmitResponse> push, List<IntelRecord> shipments, ConcurrentDictionary<string, long> submitted, CancellationToken cancellation)
    {
        var (began, sent) = (Stopwatch.GetTimestamp(), 0);
        foreach (var batch in shipments.Chunk(Math.Max(1, aSecond / 100)))
        {
            foreach (var shipment in batch)
            {
                submitted[shipment.Id] = Stopwatch.GetTimestamp();
                await push.RequestStream.WriteAsync(new SubmitRequest { Records = { shipment.ToByteString() } }, cancellation);
            }

            sent += batch.Length;
            var ahead = TimeSpan.FromSeconds((double)sent / aSecond) - Stopwatch.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead, cancellation);
        }
    }

    private static async Task<WatchLeadsResponse> NextAsync(AsyncServerStreamingCall<WatchLeadsResponse> watch, CancellationToken cancellation) =>
        await watch.ResponseStream.MoveNext(cancellation) && watch.ResponseStream.Current.End is null
            ? watch.ResponseStream.Current
            : throw new MeasurementException("the watch ended");

    private static async Task<int> AcceptedAsync(AsyncDuplexStreamingCall<SubmitRequest, SubmitResponse> push, CancellationToken cancellation)
    {
        var accepted = 0;
        while (await push.ResponseStream.MoveNext(cancellation))
            accepted += push.ResponseStream.Current.Results?.Results.Count(result => result.Outcome == SubmitOutcome.Accepted) ?? 0;
        return accepted;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// How long after a carrier submits a shipment an agency's open watch has it as a lead, disclosed, at a given rate of shipments. The operation's intelligence
/// is joined; the budget is large enough that each shipment is a lead.
/// </summary>
/// <param name="aSecond">Shipments submitted a second.</param>
internal sealed class SubmitToLead(int aSecond, params Comparison[] beside) : Line("lead", $"submit to lead, {aSecond} shipments a second", beside)
{
    // Not whose records are read back by other lines: those count what comes.
    private const string Retailer = "bazaarly";
    private const string Carrier = "parcelwing", Recipient = "customs";

    private int _passes;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.StartSystemAsync(cancellation);
        var known = (await stage.WorkloadAsync(cancellation)).Originals.Where(record => record.SellerAccount is not null).Take(1000).ToList();
        foreach (var number in new[] { 0, 1 })
        {
            var tag = stage.NextTag();
            var accounts = known.Select(record => Renamed(Strangers.Copy(record, number), tag).ToByteString()).ToList();
            await Submission.RunAsync(stage.Connect(Door.Hub, Retailer), accounts, 100, 2000, cancellation);
            stage.History.Expect(accounts.Count);
        }

        await stage.History.SettleAsync(cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var tag = stage.NextTag();
        var shipments = (await stage.WorkloadAsync(cancellation)).Originals.Where(record => record.Shipment is not null).Take(stage.Records / 50)
            .Select(record => Renamed(Strangers.Copy(record, _passes), tag)).ToList();
        _passes++;
        var request = new WatchLeadsRequest { Purpose = Purpose.BorderTargeting, PerMilleOfArrivals = 1000, ArrivingFrom = new Timestamp() };
        using var watch = stage.ConnectAnew(Door.Hub, Recipient).Targeting.WatchLeads(request, cancellationToken: cancellation);
        while ((await NextAsync(watch, cancellation)).CaughtUp is null)
        {
        }

        using var push = stage.Connect(Door.Hub, Carrier).Intake.Submit(cancellationToken: cancellation);
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

    private static IntelRecord Renamed(IntelRecord record, string tag)
    {
        record.Id = $"{record.Id}.{tag}";
        return record;
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

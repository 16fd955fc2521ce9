using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// Many clients at once: 200 watches of a contributor's listings and 50 streams that send ten records a second each, one of a hundred a listing, so each
/// listing goes to 200. A further watch, of all that there is to read, is opened and never read from. Latencies run from just before a record is
/// sent: <c>p50</c>, <c>p99</c> and <c>max</c> to its arrival at a watch, <c>receipt p99</c> to its result.
/// </summary>
internal sealed class Crowd(params Comparison[] beside) : Line("crowd", "200 watches and 50 pushers at once, one reader stopped", beside)
{
    public const string Peak = "peak MB";

    private const string Contributor = "bazaarly", Recipient = "customs";
    private const int Watches = 200, WatchesOnConnection = 50, Pushers = 50;
    private const int RecordsOfPusher = 200, OneListingOf = 100;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private static RecordQuery Listings => new() { Purpose = Purpose.BorderTargeting, Contributors = { Contributor }, Kinds = { RecordKind.Listing } };

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.ReadSetAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        await stage.History.SettleAsync(cancellation);
        var (workload, tag) = (await stage.WorkloadAsync(cancellation), stage.NextTag());
        const int Sent = Pushers * RecordsOfPusher;
        var listings = new Queue<ByteString>(workload.Make(Sent / OneListingOf, tag, record => record.Listing is not null));
        var others = new Queue<ByteString>(workload.Make(Sent - listings.Count, tag, record => record.Listing is null));
        var expected = listings.Count;
        // The first listing comes when each pusher has sent once; then one of each hundred.
        var records = Enumerable.Range(0, Sent).Select(i => i % OneListingOf == OneListingOf / 2 ? listings.Dequeue() : others.Dequeue()).ToList();

        await using var unread = stage.ConnectAnew(Door.Hub, ReadSet.Recipient);
        using var stopped = unread.Disclosure.Subscribe(new SubscribeRequest { Query = ReadSet.Query }, cancellationToken: cancellation);
        var cursor = await CursorAsync(stage.Connect(Door.Hub, Recipient), cancellation);
        await using var watches = new Watching(stage, cursor, expected);
        await watches.OpenAsync(cancellation);

        var hub = stage.Host.Hubs[0].ProcessId;
        Kernel.ForgetPeak(hub);
        var before = Kernel.MegabytesOf(hub).Now;
        var (arrivals, receipts) = await pass.MeasureAsync(async () =>
        {
            var sent = new ConcurrentDictionary<string, long>();
            var pushing = Task.WhenAll(Enumerable.Range(0, Pushers).Select(pusher => PushAsync(
                stage.Connect(Door.Hub, Contributor), [.. records.Where((_, i) => i % Pushers == pusher)], pusher * Pace / Pushers, sent, cancellation)));
            var arrived = watches.ArriveAsync(sent);
            return (await arrived, (await pushing).SelectMany(one => one).ToArray());
        });
        var (_, peak) = Kernel.MegabytesOf(hub);
        stage.History.Expect(Sent);
        await stage.History.SettleAsync(cancellation);
        return
        [
            .. Metrics.Latency(arrivals), new(Metrics.Max, arrivals.Max()), new("receipt p99 ms", Statistics.Percentile(receipts, 99)), new(Peak, peak),
            new("before MB", before),
        ];
    }

    /// <summary>Where the listings that are there end.</summary>
    private static async Task<string> CursorAsync(HubConnection hub, CancellationToken cancellation)
    {
        using var call = hub.Disclosure.Pull(new PullRequest { Query = Listings }, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            if (call.ResponseStream.Current.End is { Reason: EndReason.Complete, Cursor: var cursor })
                return cursor;
        }

        throw new MeasurementException("the pull did not end as it should");
    }

    /// <returns>Milliseconds of each record to its result.</returns>
    private static async Task<double[]> PushAsync(
        HubConnection hub, List<ByteString> records, TimeSpan after, ConcurrentDictionary<string, long> sent, CancellationToken cancellation)
    {
        using var call = hub.Intake.Submit(cancellationToken: cancellation);
        var at = new long[records.Count];
        var results = ResultsAsync();
        await Task.Delay(after, cancellation);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < records.Count; i++)
        {
            at[i] = sent[IntelRecord.Parser.ParseFrom(records[i]).Id] = Stopwatch.GetTimestamp();
            await call.RequestStream.WriteAsync(new SubmitRequest { Records = { records[i] } }, cancellation);
            if (Pace * (i + 1) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } ahead)
                await Task.Delay(ahead, cancellation);
        }

        await call.RequestStream.CompleteAsync();
        return await results;

        async Task<double[]> ResultsAsync()
        {
            var milliseconds = new List<double>();
            while (await call.ResponseStream.MoveNext(cancellation))
            {
                foreach (var result in call.ResponseStream.Current.Results?.Results ?? [])
                {
                    if (result.Outcome != SubmitOutcome.Accepted)
                        throw new MeasurementException($"a record was not accepted: {result.Outcome} {result.Reason} {result.Violations}");
                    milliseconds.Add(Stopwatch.GetElapsedTime(at[result.Position]).TotalMilliseconds);
                }
            }

            return milliseconds.Count == records.Count ? [.. milliseconds] : throw new MeasurementException($"{milliseconds.Count} results of {records.Count} came");
        }
    }

    /// <summary>The watches, each of which must get each listing once.</summary>
    private sealed class Watching(Stage stage, string cursor, int expected) : IAsyncDisposable
    {
        private readonly List<HubConnection> _connections = [.. Enumerable.Range(0, Watches / WatchesOnConnection).Select(_ => stage.ConnectAnew(Door.Hub, Recipient))];
        private readonly List<Grpc.Core.AsyncServerStreamingCall<SubscribeResponse>> _calls = [];

        public async Task OpenAsync(CancellationToken cancellation)
        {
            for (var i = 0; i < Watches; i++)
            {
                var request = new SubscribeRequest { Query = Listings, Cursor = cursor };
                _calls.Add(_connections[i / WatchesOnConnection].Disclosure.Subscribe(request, cancellationToken: cancellation));
            }

            await Task.WhenAll(_calls.Select(async call =>
            {
                while (await call.ResponseStream.MoveNext(cancellation) && call.ResponseStream.Current.CaughtUp is null)
                {
                }
            }));
        }

        /// <returns>Milliseconds of each listing to each watch.</returns>
        public async Task<double[]> ArriveAsync(ConcurrentDictionary<string, long> sent)
        {
            var all = await Task.WhenAll(_calls.Select(call => Task.Run(async () =>
            {
                var milliseconds = new Dictionary<string, double>(expected);
                while (milliseconds.Count < expected && await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                    foreach (var view in call.ResponseStream.Current.Page?.Views ?? [])
                        milliseconds.Add(view.Name.Id, Stopwatch.GetElapsedTime(sent[view.Name.Id]).TotalMilliseconds);
                }

                return milliseconds.Count == expected ? milliseconds.Values : throw new MeasurementException($"a watch got {milliseconds.Count} listings of {expected}");
            })));
            return [.. all.SelectMany(one => one)];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var call in _calls)
                call.Dispose();
            foreach (var connection in _connections)
                await connection.DisposeAsync();
        }
    }
}

using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Hosting;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Hosting;

public sealed class StoppingHubTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_streams_are_told_and_nothing_acknowledged_is_lost()
    {
        await using var customs = operation.Connect("customs");
        await using var carrier = operation.Connect("parcelwing");
        using var watch = customs.Disclosure.Subscribe(new SubscribeRequest { Query = Queries.Shipments }, cancellationToken: Stop);
        (await watch.ResponseStream.MoveNext(Stop)).ShouldBeTrue();
        // Read all the while: a reader that stalls is cut off instead.
        var told = EndAsync(watch.ResponseStream);
        var records = Feed.Of("parcelwing", 2000, "stop");
        using var push = carrier.Intake.Submit(cancellationToken: Stop);
        var results = ResultsAsync(push.ResponseStream);
        foreach (var part in records.Chunk(100))
            await push.RequestStream.WriteAsync(new SubmitRequest { Records = { part.Select(record => record.ToByteString()) } }, Stop);

        var began = Stopwatch.GetTimestamp();
        await SharingHubHost.StopAsync(operation.Hub);
        var took = Stopwatch.GetElapsedTime(began);

        took.ShouldBeLessThan(StopTime);
        operation.Hub.ExitCode.ShouldBe(0, "it ended by itself");
        var (end, status) = await told;
        end.ShouldNotBeNull().Reason.ShouldBe(EndReason.ServerStopping);
        end.Cursor.ShouldNotBeEmpty();
        status.ShouldBe(StatusCode.Unavailable);
        var (acknowledged, pushStatus) = await results;
        pushStatus.ShouldBe(StatusCode.Unavailable);

        await operation.Host.StartAsync(operation.Hub, Stop);
        await operation.History.ShouldBeWholeAsync();
        var again = await SubmitAsync(carrier, records);
        foreach (var result in acknowledged)
            again[(int)result.Position].Result.Receipt.ShouldBe(result.Receipt);
        await using var next = new Watch(customs, Queries.Shipments);
        await next.HoldsAsync(records);
    }

    [Fact]
    public async Task A_push_and_a_watch_through_the_SDK_go_on_after_the_restart()
    {
        await using var customs = operation.Connect("customs");
        await using var retailer = operation.Connect("bazaarly");
        await using var watch = new Watch(customs, Queries.Retail("bazaarly"));
        await watch.CaughtUpAsync();
        var records = Feed.Of("bazaarly", 4000, "sdk");

        var pushed = await retailer.PushAsync("bazaarly", records, faultAfter: 500, async () =>
        {
            await SharingHubHost.StopAsync(operation.Hub);
            await operation.Host.StartAsync(operation.Hub);
        });

        await watch.HoldsAsync(records);
        await operation.History.ShouldExplainAsync(watch, "customs", "bazaarly");
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(pushed);
        await pushed.ShouldBeKeptAsync(retailer);
    }

    private static async Task<(End? End, StatusCode Status)> EndAsync(IAsyncStreamReader<SubscribeResponse> stream)
    {
        End? end = null;
        try
        {
            while (await stream.MoveNext(Stop))
                end = stream.Current.End ?? end;
            return (end, StatusCode.OK);
        }
        catch (RpcException error)
        {
            return (end, error.StatusCode);
        }
    }

    private static async Task<(List<SubmitResult> Results, StatusCode Status)> ResultsAsync(IAsyncStreamReader<SubmitResponse> stream)
    {
        var results = new List<SubmitResult>();
        try
        {
            while (await stream.MoveNext(Stop))
                results.AddRange(stream.Current.Results?.Results ?? []);
            return (results, StatusCode.OK);
        }
        catch (RpcException error)
        {
            return (results, error.StatusCode);
        }
    }

    private static async Task<List<SubmittedRecord>> SubmitAsync(HubConnection hub, IReadOnlyList<IntelRecord> records)
    {
        await using var submitter = new Submitter(hub);
        return await submitter.SubmitAllAsync(records.ToAsyncEnumerable(), Stop).ToListAsync(Stop);
    }
}

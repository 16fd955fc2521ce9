using Grpc.Core;
using SharingHub.Fault.Tests.Harness;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Disclosure;

public sealed class SlowReaderTests(SmallHeap operation) : IClassFixture<SmallHeap>
{
    // Forty stalled streams of 500 shipments a page, some 400 KB each, with what HTTP/2 holds of them; all that they may read is 25 such pages each, some 400 MB.
    private const int Stalled = 40;
    private const int MostPagesEach = 5;
    private const int MostGrowthMiB = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_that_stopped_cost_only_themselves_and_are_cut_when_the_agreement_ends()
    {
        await using var carrier = operation.Connect("parcelwing");
        await using var customs = operation.Connect("customs");
        await carrier.PushAsync("parcelwing", Feed.Of("parcelwing"));
        await operation.History.ShouldBeWholeAsync();
        await using (var warm = new Watch(customs, Queries.Shipments))
            await warm.CaughtUpAsync();

        var before = operation.Hub.ResidentMiB();
        var disclosedBefore = await StandsStillAsync();
        var stalled = Enumerable.Range(0, Stalled)
            .Select(_ => customs.Disclosure.Subscribe(new SubscribeRequest { Query = Queries.Shipments }, cancellationToken: Stop)).ToList();
        foreach (var stream in stalled)
            await stream.ResponseHeadersAsync;
        var disclosures = await StandsStillAsync() - disclosedBefore;
        disclosures.ShouldBeInRange(Stalled, Stalled * MostPagesEach, "a page is disclosed before it leaves, so these are the pages that were made for them");

        await using var reader = new Watch(customs, Queries.Shipments);
        await reader.CaughtUpAsync();
        reader.Views.Count.ShouldBe(12_355, "others go on");
        var more = Feed.Of("parcelwing", 500, "more");
        await carrier.PushAsync("parcelwing", more);
        await reader.HoldsAsync(more);
        (operation.Hub.ResidentMiB() - before).ShouldBeLessThan(MostGrowthMiB);

        await Agreements.TerminateAsync(carrier, "customs");
        (await reader.EndAsync()).End.Reason.ShouldBe(EndReason.AgreementEnded);
        await Task.Delay(TimeSpan.FromSeconds(2.5), Stop);
        foreach (var stream in stalled)
        {
            // A stream that still lived would go on now that it is read, to its end marker. One that was cut has what lay under way.
            var (views, end) = await ReadAsync(stream);
            end.ShouldBeNull("it was cut");
            views.ShouldBeLessThan(12_355);
            stream.Dispose();
        }

        (await operation.History.AskAsync<bool>(
            """
            select max(e.timestamp) <= (select max(timestamp) from history.mt_events where type like 'agreement.terminated%')
            from history.mt_events e where e.type = 'disclosure.v1'
            """)).ShouldBeTrue("nothing was disclosed after the end");
    }

    /// <summary>How many disclosures there are when no more are made.</summary>
    private async Task<long> StandsStillAsync()
    {
        for (long last = -1; ;)
        {
            var now = await operation.History.AskAsync<long>("select count(*) from history.mt_events where type = 'disclosure.v1'");
            if (now == last)
                return now;
            last = now;
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        }
    }

    private static async Task<(int Views, End? End)> ReadAsync(AsyncServerStreamingCall<SubscribeResponse> stream)
    {
        var (views, end) = (0, (End?)null);
        try
        {
            while (await stream.ResponseStream.MoveNext(Stop))
            {
                views += stream.ResponseStream.Current.Page?.Views.Count ?? 0;
                end = stream.ResponseStream.Current.End ?? end;
            }
        }
        catch (RpcException) when (!Stop.IsCancellationRequested)
        {
            // Cut.
        }

        return (views, end);
    }
}

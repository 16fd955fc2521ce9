using Google.Protobuf;
using SharingHub.Fault.Tests.Harness;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Intake;

public sealed class FastPusherTests(SmallHeap operation) : IClassFixture<SmallHeap>
{
    private const int Records = 100_000;
    private const int MessageRecords = 100;

    // Whatever is pushed: the records under way on a stream, and what HTTP/2 holds of it.
    private const int MostGrowthMiB = 150;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pusher_that_takes_no_results_is_slowed_and_goes_on_when_it_takes_them()
    {
        await using var retailer = operation.Connect("cartwheel");
        await retailer.PushAsync("cartwheel", Feed.Of("cartwheel", 2000, "warm"));
        var before = operation.Hub.ResidentMiB();
        using var call = retailer.Intake.Submit(cancellationToken: Stop);
        var sent = 0;

        // Every other record is malformed, which costs the hub no commit: it could be read without end.
        var pushing = Task.Run(
            async () =>
            {
                var good = Feed.Of("cartwheel", Records / 10, "fast").Select(record => record.ToByteString()).ToList();
                for (var at = 0; at < Records; at += MessageRecords)
                {
                    await call.RequestStream.WriteAsync(
                        new SubmitRequest { Records = { Enumerable.Range(at, MessageRecords).Select(one => one % 10 == 0 ? good[one / 10] : Malformed) } }, Stop);
                    Volatile.Write(ref sent, at + MessageRecords);
                }

                await call.RequestStream.CompleteAsync();
            },
            Stop);
        var stoodAt = await StandsStillAsync(() => Volatile.Read(ref sent));
        stoodAt.ShouldBeLessThan(Records, "it is not read beyond its credit");
        (operation.Hub.ResidentMiB() - before).ShouldBeLessThan(MostGrowthMiB);

        var (accepted, rejected, most) = (0, 0, 0);
        while (await call.ResponseStream.MoveNext(Stop))
        {
            foreach (var result in call.ResponseStream.Current.Results?.Results ?? [])
                _ = result.Outcome == SubmitOutcome.Accepted ? accepted++ : rejected++;
            most = Math.Max(most, operation.Hub.ResidentMiB());
        }

        await pushing;
        (accepted, rejected).ShouldBe((Records / 10, Records / 10 * 9), "none was dropped");
        (most - before).ShouldBeLessThan(MostGrowthMiB);
        await operation.History.ShouldBeWholeAsync();
    }

    private static ByteString Malformed { get; } = ByteString.CopyFrom(0xFF, 0xFF, 0xFF);

    private static async Task<int> StandsStillAsync(Func<int> count)
    {
        for (var last = -1; ;)
        {
            var now = count();
            if (now == last)
                return now;
            last = now;
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        }
    }
}

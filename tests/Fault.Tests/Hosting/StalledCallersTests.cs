using System.Diagnostics;
using Google.Protobuf;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Hosting;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Hosting;

public sealed class StalledCallersTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_that_take_nothing_do_not_hold_up_the_stop()
    {
        await using var carrier = operation.Connect("parcelwing");
        await using var customs = operation.Connect("customs");
        await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 6000, "stalled"));
        await operation.History.ShouldBeWholeAsync();
        using var watch = customs.Disclosure.Subscribe(new SubscribeRequest { Query = Queries.Shipments }, cancellationToken: Stop);
        await watch.ResponseHeadersAsync;
        using var push = carrier.Intake.Submit(cancellationToken: Stop);
        await WriteUntilItStopsAsync(push.RequestStream);

        var began = Stopwatch.GetTimestamp();
        await SharingHubHost.StopAsync(operation.Hub);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(StopTime);
        operation.Hub.ExitCode.ShouldBe(0, "it ended by itself");
    }

    private static async Task WriteUntilItStopsAsync(Grpc.Core.IClientStreamWriter<SubmitRequest> stream)
    {
        var malformed = new SubmitRequest { Records = { Enumerable.Repeat(ByteString.CopyFrom(0xFF, 0xFF, 0xFF), 100) } };
        while (true)
        {
            var write = stream.WriteAsync(malformed, Stop);
            if (await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(2), Stop)) != write)
                return;
            await write;
        }
    }
}

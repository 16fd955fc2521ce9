using SharingHub.Fault.Tests.Harness;

namespace SharingHub.Fault.Tests.Intake;

public sealed class KilledHubTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    [Fact]
    public async Task A_push_goes_on_after_the_hub_was_killed_and_each_record_is_held_once()
    {
        var breaks = 0;
        await using var carrier = operation.Connect("parcelwing", onBreak: _ => breaks++);

        var pushed = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing"), faultAfter: 3000, () => operation.KillAndRestartAsync(operation.Hub));

        pushed.Results.Count.ShouldBe(12_355);
        breaks.ShouldBeGreaterThan(0, "the hub was killed under way");
        pushed.Results.ShouldContain(result => result.Resent);
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(pushed);
        await pushed.ShouldBeKeptAsync(carrier);
        await operation.History.ShouldHoldOnceAsync(pushed);
    }

    [Fact]
    public async Task A_push_goes_on_after_the_gateway_was_restarted()
    {
        var breaks = 0;
        await using var retailer = operation.Connect("amazonia", onBreak: _ => breaks++);

        var pushed = await retailer.PushAsync("amazonia", Feed.Of("amazonia", 5000, "gateway"), faultAfter: 500, async () =>
        {
            await Launcher.Hosting.SharingHubHost.StopAsync(operation.Host.Gateway);
            await operation.Host.StartAsync(operation.Host.Gateway);
        });

        breaks.ShouldBeGreaterThan(0, "the gateway went away under way");
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(pushed);
        await pushed.ShouldBeKeptAsync(retailer);
    }
}

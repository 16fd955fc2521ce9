using SharingHub.Fault.Tests.Harness;

namespace SharingHub.Fault.Tests.Intake;

public sealed class StoppedDatabaseTests(DurableOperation operation) : IClassFixture<DurableOperation>
{
    [Fact]
    public async Task A_push_goes_on_after_PostgreSQL_was_stopped_at_once_and_each_record_is_held_once()
    {
        var breaks = 0;
        await using var carrier = operation.Connect("parcelwing", onBreak: _ => breaks++);
        await using var customs = operation.Connect("customs");
        await using var watch = new Watch(customs, Queries.Shipments);
        await watch.CaughtUpAsync();
        var records = Feed.Of("parcelwing");

        var pushed = await carrier.PushAsync("parcelwing", records, faultAfter: 3000, async () =>
        {
            await operation.Host.Cluster!.StopImmediateAsync();
            await operation.Host.Cluster.StartAsync(TestContext.Current.CancellationToken);
        });

        breaks.ShouldBeGreaterThan(0, "the database went away under way");
        operation.Hub.IsRunning.ShouldBeTrue("the hub outlives its database");
        await watch.HoldsAsync(records);
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(pushed);
        await pushed.ShouldBeKeptAsync(carrier);
        await operation.History.ShouldExplainAsync(watch, "customs", "parcelwing");
    }
}

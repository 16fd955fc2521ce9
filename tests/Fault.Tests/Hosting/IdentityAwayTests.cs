using SharingHub.Fault.Tests.Harness;

namespace SharingHub.Fault.Tests.Hosting;

public sealed class IdentityAwayTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    [Fact]
    public async Task A_watch_whose_token_runs_out_while_the_issuer_is_away_goes_on_when_it_is_back()
    {
        var clock = new ShiftedClock();
        var breaks = 0;
        await using var customs = operation.Connect("customs", time: clock, onBreak: _ => Interlocked.Increment(ref breaks));
        await using var retailer = operation.Connect("amazonia");
        await using var watch = new Watch(customs, Queries.Retail("amazonia"));
        await watch.CaughtUpAsync();

        await operation.Host.Identity.KillAsync();
        var during = Feed.Of("amazonia", 20, "during");
        // By the client's clock its token is over; and the stream that the token opened ends with the hub.
        clock.Shift = TimeSpan.FromMinutes(6);
        await operation.KillAndRestartAsync(operation.Hub);
        await Eventually.IsTrueAsync(() => Task.FromResult(Volatile.Read(ref breaks) >= 3), "it tries again and again");
        await operation.Host.StartAsync(operation.Host.Identity, TestContext.Current.CancellationToken);

        await retailer.PushAsync("amazonia", during);
        await watch.HoldsAsync(during);
    }

    [Fact]
    public async Task A_hub_that_starts_before_its_issuer_takes_tokens_once_the_issuer_is_there()
    {
        await using var retailer = operation.Connect("bazaarly");
        await retailer.PushAsync("bazaarly", Feed.Of("bazaarly", 10, "before"));

        // The token still holds; the hub that is to check it has no keys yet.
        await operation.Host.Identity.KillAsync();
        await operation.KillAndRestartAsync(operation.Hub);
        var pushing = Task.Run(() => retailer.PushAsync("bazaarly", Feed.Of("bazaarly", 10, "after")), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await operation.Host.StartAsync(operation.Host.Identity, TestContext.Current.CancellationToken);

        (await pushing).Results.Count.ShouldBe(10);
    }

    /// <summary>The system's clock, moved; timers run as ever.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        private long _shift;

        public TimeSpan Shift
        {
            get => TimeSpan.FromTicks(Interlocked.Read(ref _shift));
            set => Interlocked.Exchange(ref _shift, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}

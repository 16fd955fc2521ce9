using System.Diagnostics;
using SharingHub.Fault.Tests.Harness;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Disclosure;

public sealed class TerminationTests(TwoReplicas operation) : IClassFixture<TwoReplicas>
{
    [Fact]
    public async Task A_termination_through_one_replica_ends_a_watch_on_the_other_within_a_second()
    {
        await using var retailer = operation.Connect("amazonia", operation.Host.Hubs[0]);
        await using var customs = operation.Connect("customs", operation.Host.Hubs[1]);
        await using var watch = new Watch(customs, Queries.Retail("amazonia"));
        await watch.CaughtUpAsync();

        var terminated = await Agreements.TerminateAsync(retailer, "customs");
        var from = Stopwatch.GetTimestamp();
        var (end, at) = await watch.EndAsync();

        Stopwatch.GetElapsedTime(from, at).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (end.Reason, end.AgreementId).ShouldBe((EndReason.AgreementEnded, terminated));
    }

    [Fact]
    public async Task A_watch_that_was_open_while_the_database_was_away_still_ends_with_its_agreement()
    {
        await using var retailer = operation.Connect("bazaarly", operation.Host.Hubs[0]);
        await using var customs = operation.Connect("customs", operation.Host.Hubs[1]);
        await using var watch = new Watch(customs, Queries.Retail("bazaarly"));
        await watch.CaughtUpAsync();
        await operation.Host.Cluster!.StopImmediateAsync();
        await operation.Host.Cluster.StartAsync(TestContext.Current.CancellationToken);
        var records = Feed.Of("bazaarly", 20, "after");
        await retailer.PushAsync("bazaarly", records);
        await watch.HoldsAsync(records);

        await Agreements.TerminateAsync(retailer, "customs");
        var from = Stopwatch.GetTimestamp();
        var (end, at) = await watch.EndAsync();

        Stopwatch.GetElapsedTime(from, at).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        end.Reason.ShouldBe(EndReason.AgreementEnded);
    }
}

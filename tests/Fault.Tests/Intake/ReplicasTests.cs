using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Intake;

public sealed class ReplicasTests(TwoReplicas operation) : IClassFixture<TwoReplicas>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_replicas_that_race_on_the_same_records_hold_each_once()
    {
        var records = Feed.Of("amazonia", 4000, "race");
        await using var left = operation.Connect("amazonia", operation.Host.Hubs[0]);
        await using var right = operation.Connect("amazonia", operation.Host.Hubs[1]);
        await left.PushAsync("amazonia", Feed.Of("amazonia", 100, "warm-left"));
        await right.PushAsync("amazonia", Feed.Of("amazonia", 100, "warm-right"));

        // From both ends: each is first with its half, and they meet.
        var both = await Task.WhenAll(RaceAsync(left, records), RaceAsync(right, [.. records.Reverse()]));

        for (var at = 0; at < records.Count; at++)
        {
            var (one, other) = (both[0][at], both[1][^(at + 1)]);
            new[] { one.Outcome, other.Outcome }.ShouldBe([SubmitOutcome.Accepted, SubmitOutcome.Duplicate], ignoreOrder: true);
            one.Result.Receipt.ShouldBe(other.Result.Receipt);
        }

        both[0].ShouldContain(result => result.Outcome == SubmitOutcome.Duplicate, "they did race");
        both[1].ShouldContain(result => result.Outcome == SubmitOutcome.Duplicate, "they did race");
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(new Pushed("amazonia", records, both[0]));
    }

    [Fact]
    public async Task Both_replicas_give_the_same_answers()
    {
        await using var retailer = operation.Connect("bazaarly");
        await retailer.PushAsync("bazaarly", Feed.Of("bazaarly"));
        await operation.History.ShouldBeWholeAsync();

        var answers = new List<List<RecordView>>();
        foreach (var replica in operation.Host.Hubs)
        {
            await using var customs = operation.Connect("customs", replica);
            answers.Add([]);
            await foreach (var page in customs.PullAsync(Queries.Retail("bazaarly"), cancel: Stop))
                answers[^1].AddRange(page.Views);
        }

        answers[0].Count.ShouldBeGreaterThan(0);
        answers[1].ShouldBe(answers[0]);
    }

    [Fact]
    public async Task A_cursor_of_one_replica_goes_on_at_the_other()
    {
        await using var retailer = operation.Connect("amazonia");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 300, "cursor"));
        await operation.History.ShouldBeWholeAsync();
        await using var here = operation.Connect("customs", operation.Host.Hubs[0]);
        await using var there = operation.Connect("customs", operation.Host.Hubs[1]);
        var all = await IdsAsync(here.PullAsync(Queries.Retail("amazonia"), cancel: Stop));

        var cursor = new MemoryCursorStore();
        var pages = await here.PullAsync(Queries.Retail("amazonia"), cursor, new ReceivingOptions { PageSize = 100 }, Stop).Take(2).ToListAsync(Stop);
        // The first page was done with when the second was asked for, so the cursor stands behind it.
        var rest = await IdsAsync(there.PullAsync(Queries.Retail("amazonia"), cursor, cancel: Stop));

        pages.Count.ShouldBe(2);
        pages[0].Views.Select(view => view.Name.Id).Concat(rest).ShouldBe(all);
    }

    [Fact]
    public async Task A_push_over_both_goes_on_when_one_is_killed()
    {
        var victim = operation.Host.Hubs[0];
        await using var carrier = operation.Connect("parcelwing");
        await using var retailer = operation.Connect("cartwheel");

        // Least requests first: the second stream goes to the other replica.
        var retail = Task.Run(() => retailer.PushAsync("cartwheel", Feed.Of("cartwheel", 6000, "spread")), Stop);
        var parcels = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 6000, "spread"), faultAfter: 1500, victim.KillAsync);
        var goods = await retail;

        victim.IsRunning.ShouldBeFalse("all of it went on without that replica");
        await operation.Host.StartAsync(victim, Stop);
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(parcels);
        await operation.History.ShouldHoldOnceAsync(goods);
        await parcels.ShouldBeKeptAsync(carrier);
    }

    private static async Task<List<SubmittedRecord>> RaceAsync(HubConnection hub, IReadOnlyList<IntelRecord> records)
    {
        await using var submitter = new Submitter(hub);
        return await submitter.SubmitAllAsync(records.ToAsyncEnumerable(), Stop).ToListAsync(Stop);
    }

    private static async Task<List<string>> IdsAsync(IAsyncEnumerable<Page> pages)
    {
        var ids = new List<string>();
        await foreach (var page in pages)
            ids.AddRange(page.Views.Select(view => view.Name.Id));
        return ids;
    }
}

using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Disclosure;

public sealed class KilledHubTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_goes_on_from_its_cursor_and_what_was_disclosed_in_vain_is_known()
    {
        await using var carrier = operation.Connect("parcelwing");
        await using var customs = operation.Connect("customs");
        var records = Feed.Of("parcelwing", 3000, "watch");
        await carrier.PushAsync("parcelwing", records);

        await using var watch = new Watch(customs, Queries.Shipments, pageSize: 250, async page =>
        {
            if (page is 2 or 5 or 8)
                await operation.KillAndRestartAsync(operation.Hub);
        });
        await watch.HoldsAsync(records);
        var more = Feed.Of("parcelwing", 50, "then");
        await carrier.PushAsync("parcelwing", more);
        await watch.HoldsAsync(more);

        watch.Views.Select(view => view.Name.Id).Distinct().ShouldBe(records.Concat(more).Select(record => record.Id), ignoreOrder: true);
        await operation.History.ShouldExplainAsync(watch, "customs", "parcelwing");
        await operation.History.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task A_pull_goes_on_from_its_cursor_and_ends_complete()
    {
        await using var retailer = operation.Connect("amazonia");
        await using var customs = operation.Connect("customs");
        var records = Feed.Of("amazonia", 2000, "pull");
        await retailer.PushAsync("amazonia", records);
        await operation.History.ShouldBeWholeAsync();

        var (pages, views) = (0, new List<RecordView>());
        await foreach (var page in customs.PullAsync(Queries.Retail("amazonia"), options: new ReceivingOptions { PageSize = 250 }, cancel: Stop))
        {
            views.AddRange(page.Views);
            if (++pages == 2)
                await operation.KillAndRestartAsync(operation.Hub);
        }

        views.Select(view => view.Name.Id).Distinct().ShouldBe(records.Select(record => record.Id), ignoreOrder: true);
    }
}

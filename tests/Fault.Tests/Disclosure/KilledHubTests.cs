using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk;
using SharingHub.Sdk.Auditing;
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
        await using var auditor = operation.Connect("inspectorate");
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
        await ShouldExplainAsync(auditor.WhatReachedAsync("customs", cancel: Stop), watch.Disclosures, watch.Views);
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

    /// <summary>Sent but not logged: never. Logged but not sent: pages that a kill held up, whose records came again under another disclosure.</summary>
    private static async Task ShouldExplainAsync(
        IAsyncEnumerable<RecordDisclosure> logged, IReadOnlyList<DisclosureReference> received, IReadOnlyList<RecordView> views)
    {
        var byDisclosure = (await logged.ToListAsync(Stop)).GroupBy(one => one.DisclosureId).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var reference in received)
        {
            byDisclosure.ShouldContainKey(reference.DisclosureId);
            byDisclosure[reference.DisclosureId].Count.ShouldBe((int)reference.Records);
        }

        received.Select(reference => reference.DisclosureId).ShouldBeUnique();
        received.Sum(reference => reference.Records).ShouldBe(views.Count);
        var arrived = views.Select(view => (view.Name.Id, view.Version)).ToHashSet();
        var inVain = byDisclosure.Keys.Except(received.Select(reference => reference.DisclosureId));
        foreach (var disclosure in inVain)
            byDisclosure[disclosure].ShouldAllBe(one => arrived.Contains(new ValueTuple<string, ulong>(one.Name.Id, one.Version)));
    }
}

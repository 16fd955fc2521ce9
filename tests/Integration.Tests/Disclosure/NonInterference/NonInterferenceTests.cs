namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>
/// Two histories that differ only in what a recipient may not see give it the same answers. Each seed makes one pair: the same visible acts
/// for two recipients, and for one of them hidden acts in between.
/// </summary>
public sealed class NonInterferenceTests(TheHub hub) : HubTests(hub)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_may_not_be_seen_changes_nothing_that_is_got(int seed)
    {
        var (plain, busy) = (await WorldAsync(), await WorldAsync());
        var random = new Random(seed);
        var revisions = new uint[6];
        for (var step = 0; step < 12; step++)
        {
            var id = random.Next(revisions.Length);
            var act = Records.Listing($"l-{id}", ++revisions[id], (Tlp)random.Next((int)Tlp.Clear, (int)Tlp.Amber + 1));
            foreach (var world in new[] { plain, busy })
            {
                await Given.RecordsAsync(world.Shared.Provider, act);
                world.Watched.Add(Of(await world.Watch.PageAsync()));
            }

            await HideAsync(busy, random, step);
        }

        (await AnswersAsync(busy)).ShouldBe(await AnswersAsync(plain), $"seed {seed}");
    }

    private async Task<World> WorldAsync()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Kinds.Remove(RecordKind.SellerAccount)));
        return new World(shared, await Given.RetailerAsync(), await Given.WatchAsync(shared.Recipient));
    }

    /// <summary>Something that the recipient may not see: too strict, of another kind, of a stranger, revised, taken back, or agreed between others.</summary>
    private async Task HideAsync(World world, Random random, int step)
    {
        for (var times = random.Next(3); times > 0; times--)
        {
            switch (random.Next(4))
            {
                case 0:
                    await Given.RecordsAsync(world.Shared.Provider, Records.Listing($"hidden-{step}-{times}", tlp: Tlp.Red));
                    break;
                case 1:
                    await Given.RecordsAsync(world.Shared.Provider, Records.Seller($"hidden-{step}-{times}"));
                    await Given.RetractedAsync(world.Shared.Provider, RecordKind.SellerAccount, $"hidden-{step}-{times}");
                    break;
                case 2:
                    await Given.RecordsAsync(world.Stranger, Records.Listing($"hidden-{step}-{times}"));
                    break;
                default:
                    await Given.AgreementAsync(world.Stranger, await Given.AgencyAsync());
                    break;
            }
        }
    }

    /// <summary>All that the recipient can ask for, without what may differ: cursors, ids, times, and the two providers' names.</summary>
    private static async Task<string> AnswersAsync(World world)
    {
        var (recipient, provider) = (world.Shared.Recipient, world.Shared.Provider);
        var said = new List<string>(world.Watched);
        foreach (var pageSize in new uint[] { 1, 2, 3, 0 })
        {
            var pulled = await recipient.PullAsync(pageSize: pageSize);
            said.AddRange(pulled.Pages.Select(Of));
            said.Add($"{pulled.End.Reason} {pulled.End.Records} {pulled.End.Message} {pulled.End.Cursor.Length}");
        }

        var catalog = await recipient.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting });
        said.AddRange(catalog.Entries.Select(e => $"{e.Kind} {e.Grant} {e.Ceiling} {string.Join(',', e.Withheld)}"));
        foreach (var id in new[] { "hidden-0-1", "hidden-1-1", "nothing" })
            said.Add((await Refused.ByAsync(() => recipient.GetAsync(provider.Id, RecordKind.Listing, id))).Status.ToString());
        return string.Join('\n', said).Replace(provider.Id, "PROVIDER", StringComparison.Ordinal);
    }

    private static string Of(Page page) =>
        $"{page.Disclosures.Count} {page.Cursor.Length} | "
        + string.Join(' ', page.Views.Select(v => $"{v.Name.Id}@{v.Name.Revision}/{v.Version}:{Convert.ToHexString(v.Record.Span)}"))
        + string.Join(' ', page.Notices.Select(n => $"{n.Name.Id}@{n.Name.Revision} {n.Type} {n.Reason}"));

    private sealed record World(HubWithActiveAgreement Shared, Party Stranger, Watch Watch)
    {
        public List<string> Watched { get; } = [];
    }
}

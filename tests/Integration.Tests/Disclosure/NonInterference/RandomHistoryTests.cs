namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>
/// Random histories in pairs: the same acts that a recipient may know of, under agreements that change, and in one of the two whatever may not reach it.
/// The fields that every grant withholds say something else in each of the two. All that the recipient is ever told must be the same.
/// </summary>
public sealed class RandomHistoryTests(TheHub hub) : HubTests(hub)
{
    private const int Steps = 14;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Pool.Histories)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Histories_that_differ_in_what_a_recipient_may_not_see_are_told_to_it_alike(int seed)
    {
        World[] worlds = [await World.MakeAsync(Hub, Given, seed), await World.MakeAsync(Hub, Given, -seed)];
        var visible = new VisibleActs(new Random(seed));
        var hidden = new HiddenActs(worlds[1], Given, new Random(seed));
        for (var step = 0; step < Steps; step++)
        {
            await hidden.SomeAsync();
            var act = visible.Next();
            foreach (var world in worlds)
                await act(world);
            await hidden.SomeAsync();
            await Task.WhenAll(worlds.Select(world => world.Recipient.LookAsync()));
        }

        await Task.WhenAll(worlds.Select(world => world.Recipient.AskEverythingAsync(visible.Names)));

        hidden.Count.ShouldBeGreaterThan(Steps / 2, $"seed {seed}: without hidden acts there is nothing to compare");
        worlds[0].Recipient.Records.ShouldBeGreaterThan(0, $"seed {seed}: nothing was shown at all");
        worlds[1].Recipient.Heard.ShouldBe(worlds[0].Recipient.Heard, $"seed {seed}\n{visible}\n{hidden}");
    }
}

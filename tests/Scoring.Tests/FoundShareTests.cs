using SharingHub.Hub.Targeting.Scoring;

namespace SharingHub.Scoring.Tests;

/// <summary>How many counterfeit consignments are found, on two operations.</summary>
public sealed class FoundShareTests(ITestOutputHelper output)
{
    private static readonly string[] Together = ["amazonia", "bazaarly", "cartwheel", "customs", "brandguild"];

    private static readonly double[] Shares = [.01, .02, .03];

    // Six points above what a plain fuzzy linker over everything finds by the same rule.
    [Theory]
    [InlineData("operation", .61, .68)]
    [InlineData("operation-2", .68, .75)]
    public void Together_much_more_is_found_than_a_plain_linker_finds(string operation, double atTwo, double atThree)
    {
        var results = Measure(operation, "together", Together);

        results[0].Precision.ShouldBeGreaterThanOrEqualTo(.98);
        results[1].FoundShare.ShouldBeGreaterThanOrEqualTo(atTwo);
        results[2].FoundShare.ShouldBeGreaterThanOrEqualTo(atThree);
    }

    [Theory]
    [InlineData("operation")]
    [InlineData("operation-2")]
    public void Nobody_alone_finds_as_much_as_all_together(string operation)
    {
        var together = Measure(operation, "together", Together);

        foreach (var member in Together[..4])
        {
            var alone = Measure(operation, member, member);
            alone[0].FoundShare.ShouldBeLessThanOrEqualTo(together[0].FoundShare);
            alone[2].FoundShare.ShouldBeLessThan(together[2].FoundShare);
        }
    }

    // Two points above it.
    [Theory]
    [InlineData("operation", .57, .64)]
    [InlineData("operation-2", .64, .71)]
    public void Together_more_is_found_than_a_plain_linker_finds_though_goods_tell_nothing(string operation, double atTwo, double atThree)
    {
        var results = Measure(operation, "together, goods left out", ScoreReasonKind.Goods, Together);

        results[0].Precision.ShouldBeGreaterThanOrEqualTo(.98);
        results[1].FoundShare.ShouldBeGreaterThanOrEqualTo(atTwo);
        results[2].FoundShare.ShouldBeGreaterThanOrEqualTo(atThree);
    }

    // Where goods are declared like everyone's, only who is tied to whom is left, and there what one member knows is not enough.
    [Theory]
    [InlineData("operation")]
    [InlineData("operation-2")]
    public void By_who_is_tied_to_whom_alone_all_together_find_much_more_than_anyone(string operation)
    {
        var together = Measure(operation, "together, goods left out", ScoreReasonKind.Goods, Together);

        foreach (var member in Together[..4])
        {
            var alone = Measure(operation, $"{member}, goods left out", ScoreReasonKind.Goods, member);
            together[1].FoundShare.ShouldBeGreaterThan(alone[1].FoundShare + .1);
        }
    }

    [Theory]
    [InlineData("operation")]
    [InlineData("operation-2")]
    public void Without_intelligence_nothing_is_found_but_by_chance(string operation) =>
        Measure(operation, "nobody")[2].FoundShare.ShouldBeLessThan(.1);

    private Result[] Measure(string operation, string who, params string[] contributors) => Measure(operation, who, null, contributors);

    private Result[] Measure(string operation, string who, ScoreReasonKind? without, params string[] contributors)
    {
        var campaign = Campaign.Of(Operation.Of(operation), contributors);
        Result[] results = [.. Shares.Select(share => Result.Of(campaign, Truth.Of(operation), share, without))];
        output.WriteLine($"{operation}, {who}: {string.Join("; ", results)}");
        return results;
    }
}

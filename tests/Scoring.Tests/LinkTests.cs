using SharingHub.Hub.Correlation.Linking;

namespace SharingHub.Scoring.Tests;

/// <summary>Whether links are right, pair by pair.</summary>
public sealed class LinkTests(ITestOutputHelper output)
{
    private static readonly double[] Curve = [.5, .7, .9, .99];

    [Theory]
    [InlineData("operation")]
    [InlineData("operation-2")]
    public void Nearly_every_link_is_of_one_actor_or_of_one_ring(string operation)
    {
        var truth = Truth.Of(operation);
        var engine = Campaign.NewEngine();
        foreach (var view in Operation.Of(operation).Records.Where(one => one.Contributor != "parcelwing")) engine.Observe(view);

        var links = truth.Actors.Keys.SelectMany(engine.LinksOf).Where(link => string.CompareOrdinal(link.From, link.To) < 0)
            .Where(link => truth.Actors.ContainsKey(link.To)).ToList();
        var pairs = Pairs(truth).ToHashSet();
        foreach (var least in Curve)
        {
            var linked = links.Where(link => link.Score >= least).ToList();
            output.WriteLine(FormattableString.Invariant(
                $"{operation}, score >= {least}: {linked.Count} links, right {Right(linked, truth):P2}, of one actor {(double)linked.Count(l => pairs.Contains((l.From, l.To))) / linked.Count:P2}, recall {(double)linked.Count(l => pairs.Contains((l.From, l.To))) / pairs.Count:P2}"));
        }

        var actors = links.Where(link => link.IsOneActor).ToList();
        var right = actors.Count(link => pairs.Contains((link.From, link.To)));
        output.WriteLine(FormattableString.Invariant(
            $"{operation}, as one actor: {actors.Count} links, of one actor {(double)right / actors.Count:P2}, recall {(double)right / pairs.Count:P2}"));

        ((double)right / actors.Count).ShouldBeGreaterThanOrEqualTo(.98);
        ((double)right / pairs.Count).ShouldBeGreaterThanOrEqualTo(.90);
        Right(links, truth).ShouldBeGreaterThanOrEqualTo(.98);
        ((double)links.Count(link => pairs.Contains((link.From, link.To))) / pairs.Count).ShouldBeGreaterThanOrEqualTo(.85);
        links.Where(link => truth.Actors[link.From].Ring.Length == 0 && truth.Actors[link.To].Ring.Length == 0)
            .Count(link => truth.Actors[link.From].Actor != truth.Actors[link.To].Actor).ShouldBeLessThanOrEqualTo(links.Count / 100, "honest sellers are not joined");
    }

    private static double Right(List<Link> links, Truth truth) => (double)links.Count(link =>
    {
        var (one, other) = (truth.Actors[link.From], truth.Actors[link.To]);
        return one.Actor == other.Actor || (one.Ring.Length > 0 && one.Ring == other.Ring);
    }) / links.Count;

    private static IEnumerable<(string, string)> Pairs(Truth truth) => truth.Actors.GroupBy(one => one.Value.Actor)
        .SelectMany(actor => actor.SelectMany(a => actor.Where(b => string.CompareOrdinal(a.Key, b.Key) < 0).Select(b => (a.Key, b.Key))));
}

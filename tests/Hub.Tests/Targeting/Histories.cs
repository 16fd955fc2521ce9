using CsCheck;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Tests.Correlation;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Targeting;

/// <summary>Drawn histories of accounts and consignments of few people, so that many meet, with outcomes; and all that an engine says of one.</summary>
internal static class Histories
{
    /// <summary>With a number to choose by.</summary>
    public static Gen<(JoinView[] History, int At)> Drawn { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 8], Gen.Int[0, 9]).Array[2, 40].Select(drawn => drawn.Select(Record).ToArray()), Gen.Int[0, 1000]);

    public static ScoringEngine Engine(params JoinView[] history)
    {
        var engine = new ScoringEngine("customs", new TokenKey(new byte[32]), []);
        foreach (var view in history) engine.Observe(view);
        return engine;
    }

    /// <summary>Scores, reasons, links, rings and what outcomes taught, to the last digit.</summary>
    public static string AllOf(ScoringEngine engine, JoinView[] history) => Taught(engine) + string.Join('\n', history.Select(view =>
        engine.Score(view.Name) is { } score
            ? $"{score.Consignment} {score.LogOdds:R} {string.Join(';', score.Reasons.Select(one => $"{one.Kind} {one.Field} {one.Weight:R} {string.Join('>', one.Path)} {string.Join('>', one.Support.Select(each => $"{each.Consignment} {each.Strength:R} {string.Join('>', each.Records)}"))}"))}"
            : $"{view.Name}: {string.Join(';', engine.LinksOf(view.Name).Select(link => $"{link.To} {link.Score:R}"))}: {string.Join(',', engine.RingOf(view.Name).Records)}"));

    private static string Taught(ScoringEngine engine)
    {
        var yield = engine.Yield();
        return string.Join('\n', (IEnumerable<object>)[yield.All, .. yield.Kinds, .. yield.Contributors, .. yield.Months, ""]);
    }

    private static JoinView Record((int Name, int Phone, int Address, int Kind, int Goods) drawn, int i)
    {
        string[] names = ["Ocean Prime", "Ocean Prmie", "Jade Bright", "Omar Huang", "Huang Omar", "Lucky Yihe", "Mei Silva", "Ayse Chen"];
        var (phone, address) = ($"+8620289593{70 + drawn.Phone}", $"{3 + drawn.Address / 2} Grant Street");
        if (drawn.Kind == 8) return Making.Outcome($"r{i}", (InspectionResult)(1 + drawn.Name % 3), $"r{i - drawn.Goods}");
        return drawn.Kind % 2 == 0
            ? Making.Account($"r{i}", names[drawn.Name], drawn.Phone > 3 ? null : phone, address: address, confidence: (uint)(10 + drawn.Goods * 10))
            : Making.Consignment($"r{i}", names[drawn.Name], drawn.Phone > 3 ? null : phone, address, goods: drawn.Goods < 3 ? "gifts" : "footwear");
    }
}

using SharingHub.Hub.Correlation.Comparing;
using SharingHub.Hub.Correlation.Mentions;

namespace SharingHub.Hub.Correlation.Linking;

/// <summary>Links and rings by record, for people to read.</summary>
internal sealed class LinkBook(CorrelationEngine engine)
{
    private readonly Dictionary<string, (IReadOnlySet<string> Unnameable, int[] Mentions)> byRecord = [];

    public void Observe(string record, IReadOnlySet<string> unnameable, IEnumerable<Mention> parties)
    {
        int[] numbers = [.. parties.Select(party => engine.Observe(record, party))];
        byRecord.Add(record, (unnameable, numbers));
    }

    /// <summary>One link a linked record, by the two parties that agree best; strongest first, then by name.</summary>
    public IReadOnlyList<Link> Of(string name) =>
    [
        .. Best(name).Select(pair => Explained(name, pair.Key, pair.Value)).OrderByDescending(link => link.Score).ThenBy(link => link.To, StringComparer.Ordinal),
    ];

    public Ring RingOf(string name)
    {
        var members = Rings.Of(name, of => Best(of).Select(pair => (pair.Key, pair.Value.Match.Score)));
        var links = members.SelectMany(Of).Where(link => string.CompareOrdinal(link.From, link.To) < 0 && members.Contains(link.To)).ToList();
        return new Ring([.. members.Order(StringComparer.Ordinal)], links);
    }

    public IReadOnlyList<BenignValue> BenignValues() => engine.BenignValues();

    private Dictionary<string, (int Own, Match Match)> Best(string name)
    {
        var best = new Dictionary<string, (int Own, Match Match)>();
        foreach (var own in byRecord.TryGetValue(name, out var held) ? held.Mentions : [])
        {
            foreach (var match in engine.LinksOf(own))
            {
                var other = engine.RecordOf(match.Mention);
                if (!best.TryGetValue(other, out var before) || match.Score > before.Match.Score) best[other] = (own, match);
            }
        }
        return best;
    }

    private Link Explained(string from, string to, (int Own, Match Match) pair)
    {
        var (own, other) = (engine.MentionOf(pair.Own), engine.MentionOf(pair.Match.Mention));
        var reasons = new List<LinkReason>();
        for (var aspect = Aspect.Name; (int)aspect < Pattern.Aspects; aspect++)
        {
            if (pair.Match.Pattern[aspect] is not Level.Missing and var level)
                reasons.Add(new LinkReason(aspect, level, Nameable(from, own, aspect), Nameable(to, other, aspect), engine.WeightOf(own, other, aspect, level)));
        }
        return new Link(from, to, pair.Match.Score, pair.Match.Pattern.IsOneActor, [.. reasons.OrderByDescending(reason => reason.Weight)]);
    }

    private string? Nameable(string record, Mention mention, Aspect aspect) =>
        MentionComparison.FieldOf(mention, aspect) is { } field && !byRecord[record].Unnameable.Contains(field) ? field : null;
}

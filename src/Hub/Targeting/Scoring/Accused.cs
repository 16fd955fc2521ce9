using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Targeting.Scoring.Learning;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>Who is accused by what, and how far an accusation reaches through links.</summary>
internal sealed class Accused(CorrelationEngine correlation, RejectedLinks rejected)
{
    // A path longer than this is nobody's evidence, however strong each link.
    private const int LongestPath = 3;

    private readonly Dictionary<string, KnownRecord> byRecord = [];
    private readonly Dictionary<JoinToken, Accusers> bySeller = [];

    /// <summary>Counts an accusation against the record itself, and against the account that it says it belongs to.</summary>
    public void Observe(KnownRecord record)
    {
        byRecord[record.Name] = record;
        if (record.Accusation == 0) return;
        foreach (var party in record.Mentions.Parties)
        {
            foreach (var entry in party.Entries)
            {
                if (entry.Scheme is not (Scheme.SellerId or Scheme.Record)) continue;
                if (!bySeller.TryGetValue(entry.Token, out var accusers)) bySeller.Add(entry.Token, accusers = new Accusers());
                accusers.Add(record);
            }
        }
    }

    /// <summary>The strongest accusation that reaches a known mention: its own record's, that of what belongs to it, or a linked record's times the link's score.</summary>
    /// <param name="consignment">For which it is asked. No path from it goes through both records of a rejected pair, however far apart they are on it.</param>
    public (double Strength, IReadOnlyList<string> Path) Reaching(int mention, string consignment, Trust trust)
    {
        var best = (Strength: 0.0, Path: (IReadOnlyList<string>)[]);
        Follow(mention, 1, [consignment], trust, ref best);
        return best;
    }

    private void Follow(int mention, double soFar, List<string> path, Trust trust, ref (double Strength, IReadOnlyList<string> Path) best)
    {
        var record = correlation.RecordOf(mention);
        if (path.Contains(record) || rejected.Bar(path, record)) return;
        path.Add(record);
        var (own, by) = Own(mention, record, path, trust);
        if (soFar * own > best.Strength) best = (soFar * own, by == record ? path[1..] : [.. path[1..], by]);
        if (path.Count <= LongestPath)
        {
            foreach (var link in correlation.LinksOf(mention))
            {
                if (soFar * link.Score > best.Strength) Follow(link.Mention, soFar * link.Score, path, trust, ref best);
            }
        }
        path.RemoveAt(path.Count - 1);
    }

    private (double Strength, string By) Own(int mention, string record, List<string> path, Trust trust)
    {
        var best = (trust.Of(byRecord[record]), record);
        foreach (var entry in correlation.MentionOf(mention).Entries)
        {
            if (entry.Scheme is Scheme.SellerId or Scheme.Record && bySeller.TryGetValue(entry.Token, out var accusers)) accusers.Strongest(trust, rejected, path, ref best);
        }
        return best;
    }
}

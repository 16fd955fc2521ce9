using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Targeting.Scoring.Learning;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>Who is accused by what, and how far an accusation reaches through links.</summary>
/// <param name="intelligence">Every record that is not a consignment, by name.</param>
internal sealed class Accused(CorrelationEngine correlation, RejectedLinks rejected, IReadOnlyDictionary<string, KnownRecord> intelligence)
{
    /// <summary>An accusation that reaches a party by less than this is none.</summary>
    public const double Faintest = 0.01;

    // Records on a path: a longer one is nobody's evidence, however strong each link.
    private const int LongestPath = 3;

    private readonly Dictionary<JoinToken, Accusers> bySeller = [];

    /// <summary>Counts an accusation against the record itself, and against the account that it says it belongs to.</summary>
    public void Observe(KnownRecord record)
    {
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

    /// <summary>
    /// The strongest accusation that reaches a party through a mention that it agrees with: of that mention's record, of what belongs to it, or of a linked
    /// record; times how well each agrees with the one before it. Strongest first, so that among many copies of one account each is looked at once.
    /// </summary>
    /// <param name="matches">What the party agrees with.</param>
    /// <param name="consignment">For which it is asked. No path from it goes through both records of a rejected pair, however far apart they are on it.</param>
    /// <returns>Null where none reaches it by more than <see cref="Faintest"/>.</returns>
    public ReachedAccusation? Reaching(IReadOnlyList<Match> matches, string consignment, Trust trust)
    {
        var search = new AccusationSearch(matches.Count);
        foreach (var match in matches) search.Open(StepTo(match, match.Score, null));
        ReachedAccusation? best = null;
        while (search.Next(best?.Strength ?? Faintest) is { } step)
        {
            var path = step.PathFrom(consignment);
            if (rejected.Bar(path, step.Record)) continue;
            path.Add(step.Record);
            var (own, by) = Own(step.Mention, step.Record, path, trust);
            if (step.Strength * own > (best?.Strength ?? Faintest))
                best = new ReachedAccusation(step.First, step.Strength * own, by == step.Record ? path[1..] : [.. path[1..], by]);
            search.Close(step);
            if (step.Length == LongestPath) continue;
            foreach (var link in correlation.LinksOf(step.Mention, other => search.IsWorth(other, step)))
            {
                if (!path.Contains(correlation.RecordOf(link.Mention))) search.Open(StepTo(link, step.Strength * link.Score, step));
            }
        }
        return best;
    }

    private AccusationStep StepTo(Match match, double strength, AccusationStep? before)
    {
        var record = correlation.RecordOf(match.Mention);
        return new AccusationStep(match, record, strength, before, before?.MayBeBarred == true || rejected.Of(record).Count > 0);
    }

    private (double Strength, string By) Own(int mention, string record, List<string> path, Trust trust)
    {
        var best = (trust.Of(intelligence[record]), record);
        foreach (var entry in correlation.MentionOf(mention).Entries)
        {
            if (entry.Scheme is Scheme.SellerId or Scheme.Record && bySeller.TryGetValue(entry.Token, out var accusers)) accusers.Strongest(trust, rejected, path, ref best);
        }
        return best;
    }
}

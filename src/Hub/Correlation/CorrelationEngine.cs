using System.Runtime.InteropServices;
using SharingHub.Hub.Correlation.Comparing;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Correlation.Mentions;

namespace SharingHub.Hub.Correlation;

/// <summary>
/// Joins what one recipient, for one purpose, may have joined. Fed record by record; the same history gives the same answers. For one thread at a time.
/// Consignments are compared with what is known and are not themselves found: they are many, and each is scored once.
/// </summary>
internal sealed class CorrelationEngine
{
    private const double Linked = 0.5;

    private readonly Dictionary<JoinToken, Posting> index = [];
    private readonly List<Held> mentions = [];
    private readonly List<int> met = [];
    private readonly List<Match> matches = [];
    private readonly List<Pattern> patterns = [];
    private readonly WeightEstimation estimation = new();
    private readonly HashSet<JoinToken> benign;
    private readonly RejectedLinks rejected;
    private int asked;
    private uint compared;
    private long nextEstimate = 128;

    /// <param name="benign">Values listed by hand that never join, as tokens under the same key as those of the records.</param>
    /// <param name="rejected">Pairs that are not compared.</param>
    public CorrelationEngine(IEnumerable<JoinToken> benign, RejectedLinks rejected) => (this.benign, this.rejected) = ([.. benign], rejected);

    public Weights Weights { get; private set; } = Weights.AtStart;

    /// <summary>Takes one mention of an intelligence record in, and links it to those before.</summary>
    /// <returns>The number by which it is known from now on.</returns>
    public int Observe(string record, Mention mention)
    {
        var found = Compare(mention, record);
        var number = mentions.Count;
        var held = new Held(record, mention);
        mentions.Add(held);
        foreach (var match in found)
        {
            held.LinkTo(match.Mention, match.Pattern);
            mentions[match.Mention].LinkTo(number, match.Pattern);
        }
        foreach (var entry in mention.Entries)
        {
            if (entry.Scheme is not (Scheme.SellerId or Scheme.Record)) Post(entry, number, mention);
        }
        return number;
    }

    public string RecordOf(int mention) => mentions[mention].Record;

    public Mention MentionOf(int mention) => mentions[mention].Mention;

    /// <summary>As <see cref="Find"/>; and how the pairs agree is counted, for weights to be estimated from. For each mention once, when it comes.</summary>
    public IReadOnlyList<Match> Compare(Mention mention, string exceptRecord)
    {
        var found = Find(mention, exceptRecord);
        foreach (var pattern in patterns) estimation.Count(pattern);
        Learn(mention);
        return found;
    }

    /// <summary>Mentions that this one agrees with well enough to be of one actor at all, in order of arrival. Valid until the next call; leaves no trace.</summary>
    /// <param name="exceptRecord">The record that it is of: a record is not linked to itself.</param>
    public IReadOnlyList<Match> Find(Mention mention, string exceptRecord)
    {
        var rejectedHere = rejected.Of(exceptRecord);
        asked++;
        met.Clear();
        matches.Clear();
        patterns.Clear();
        foreach (var entry in mention.Entries)
        {
            if (entry.Scheme is Scheme.Name or Scheme.SellerId or Scheme.Record || !Joins(entry.Token, out var posting)) continue;
            for (var i = 0; i < posting.Count; i++)
            {
                var holder = posting[i];
                if (mentions[holder].AskedAt == asked) continue;
                mentions[holder].AskedAt = asked;
                if (mentions[holder].Record != exceptRecord && !rejectedHere.Contains(mentions[holder].Record)) met.Add(holder);
            }
        }
        met.Sort();
        foreach (var other in met)
        {
            var pattern = MentionComparison.Compare(mention, mentions[other].Mention);
            patterns.Add(pattern);
            if (Score(mention, mentions[other].Mention, pattern) is var score and > 0.01) matches.Add(new Match(other, pattern, score));
        }
        return matches;
    }

    /// <summary>Links of a mention that are likelier right than wrong.</summary>
    /// <param name="isWorth">Which others are asked about at all.</param>
    public IEnumerable<Match> LinksOf(int mention, Func<int, bool>? isWorth = null)
    {
        foreach (var (other, pattern) in mentions[mention].Links)
        {
            if (isWorth?.Invoke(other) == false) continue;
            if (Score(mentions[mention].Mention, mentions[other].Mention, pattern) is var score and >= Linked) yield return new Match(other, pattern, score);
        }
    }

    /// <summary>What an agreement of this kind adds in log-odds, rarity counted.</summary>
    public double WeightOf(Mention a, Mention b, Aspect aspect, Level level) =>
        Weights.Of(aspect, level) - Math.Max(Commonness(a, aspect, level), Commonness(b, aspect, level));

    /// <summary>
    /// Values that many share, in order of first holder: identifiers that have come to be held by too many to join on, and addresses that weigh
    /// only what their rarity leaves.
    /// </summary>
    public IReadOnlyList<BenignValue> BenignValues() =>
    [
        .. index.Where(one => one.Value.Scheme is <= Scheme.Website or Scheme.Address && !Joins(one.Key, out _))
            .OrderBy(one => one.Value.First).ThenBy(one => one.Value.Scheme)
            .Select(one => new BenignValue(one.Key, one.Value.Scheme, mentions[one.Value.First].Record)),
    ];

    private double Score(Mention a, Mention b, Pattern pattern)
    {
        if (!pattern.CanLink) return 0;
        var odds = Weights.Of(pattern);
        for (var aspect = Aspect.Name; aspect <= Aspect.Address; aspect++)
            odds += WeightOf(a, b, aspect, pattern[aspect]) - Weights.Of(aspect, pattern[aspect]);
        return 1 / (1 + Math.Exp(-odds));
    }

    // What of the usual weight must go because many hold this very name or address, so that it agrees by chance more often, in log-odds.
    private double Commonness(Mention mention, Aspect aspect, Level level)
    {
        if (level < Level.Close || aspect > Aspect.Address) return 0;
        var most = 0.0;
        foreach (var entry in mention.Entries)
        {
            if (entry.Scheme != (aspect == Aspect.Name ? Scheme.Name : Scheme.Address) || !index.TryGetValue(entry.Token, out var posting)) continue;
            if (benign.Contains(entry.Token)) return Weights.Of(aspect, level);
            var byChance = (double)(posting.Names - 1) / mentions.Count;
            var usual = Weights.U[(int)aspect * Weights.Levels + (int)level];
            if (byChance > usual) most = Math.Max(most, Math.Log(byChance / usual));
        }
        return most;
    }

    private bool Joins(JoinToken token, out Posting posting) =>
        index.TryGetValue(token, out posting) && posting.Joins && !benign.Contains(token);

    private void Post(IndexEntry entry, int number, Mention mention)
    {
        ref var posting = ref CollectionsMarshal.GetValueRefOrAddDefault(index, entry.Token, out var isHeld);
        if (!isHeld) posting = new Posting(entry.Scheme, number, mention.Name is not null);
        else if (posting.IsOpen) posting.Add(number, mention.Name is not null && IsNewName(posting, mention));
    }

    // Of a name it is asked at how many addresses it is held: a name at one address is one actor however often it is met.
    private bool IsNewName(in Posting posting, Mention mention)
    {
        for (var i = 0; i < posting.Count; i++)
        {
            var other = mentions[posting[i]].Mention;
            var same = posting.Scheme == Scheme.Name
                ? AddressComparison.Compare(other.Addresses, mention.Addresses) is not Level.Different
                : NameComparison.Compare(other.Name, mention.Name) >= Level.Close;
            if (same) return false;
        }
        return true;
    }

    private void Learn(Mention mention)
    {
        compared++;
        estimation.CouldMeet(mentions.Count);
        if (mention.Name is not null && mentions.Count > 1)
        {
            // Two mentions far apart in order, the same for the same history.
            for (var i = 1; i <= 2; i++)
                estimation.CountByChance(NameComparison.Compare(mention.Name, mentions[(int)((compared * 2654435761U * (uint)i) % (uint)mentions.Count)].Mention.Name));
        }
        if (estimation.Compared < nextEstimate) return;
        Weights = estimation.Estimate();
        nextEstimate = estimation.Compared * 2;
    }

    private sealed class Held(string record, Mention mention)
    {
        private static readonly List<(int, Pattern)> None = [];

        private List<(int Mention, Pattern Pattern)>? links;

        public string Record => record;

        public Mention Mention => mention;

        public List<(int Mention, Pattern Pattern)> Links => links ?? None;

        public int AskedAt { get; set; }

        public void LinkTo(int other, Pattern pattern) => (links ??= new List<(int, Pattern)>(1)).Add((other, pattern));
    }
}

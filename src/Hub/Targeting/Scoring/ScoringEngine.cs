using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Targeting.Scoring.Learning;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>
/// Scores consignments for one recipient and one purpose, from what its agreements let the hub join for it, record by record in the order of arrival.
/// Pure: no clock, no chance, no I/O; the same history gives the same scores. For one thread at a time.
/// </summary>
internal sealed class ScoringEngine
{
    private readonly string recipient;
    private readonly TokenKey key;
    private readonly IReadOnlyList<JoinToken> benign;
    private readonly OrderedDictionary<string, KnownRecord> records = new();
    private readonly RejectedLinks rejected = new();
    private Knowledge knowledge;
    private bool stale;

    /// <param name="recipient">Member id. What its own examinations found adjusts how far reasons are believed.</param>
    /// <param name="key">Makes the tokens of the join index. Stays the caller's to dispose of.</param>
    /// <param name="benign">Values listed by hand that never join, as tokens under the same key.</param>
    public ScoringEngine(string recipient, TokenKey key, IReadOnlyList<JoinToken> benign)
    {
        (this.recipient, this.key, this.benign) = (recipient, key, benign);
        knowledge = NewKnowledge();
    }

    /// <summary>Records held.</summary>
    public int Count => records.Count;

    /// <summary>Takes a record in. A consignment is scored against what is known before it.</summary>
    /// <returns>The score of a consignment; null for any other record.</returns>
    /// <exception cref="InvalidOperationException">The record is held already: revise it.</exception>
    public LeadScore? Observe(JoinView view)
    {
        if (records.ContainsKey(view.Name)) throw new InvalidOperationException($"{view.Name} is held already; revise it.");
        return Observe(KnownRecord.Of(view, key, recipient));
    }

    /// <summary>
    /// Takes the record of this name out, as if it had never been there: weights, caps and patterns that it had a part in are learned again from
    /// the rest, once, when next asked. That costs a pass over all records held, without reading them again, unless nothing was learned from it.
    /// </summary>
    /// <returns>Whether it was held.</returns>
    public bool Remove(string name)
    {
        if (!records.Remove(name, out var record)) return false;
        stale |= record.Teaches;
        return true;
    }

    /// <summary>Whether a record of this name is held from which anything is learned: a request to inspect, say, has no part in any score.</summary>
    public bool Teaches(string name) => records.TryGetValue(name, out var record) && record.Teaches;

    /// <summary>
    /// Puts a later revision in the place of the record of its name. One from which the same is learned changes nothing and costs nothing; any other counts
    /// as come now, and what it replaces as never there.
    /// </summary>
    /// <returns>The score of a consignment, now; null for any other record.</returns>
    public LeadScore? Revise(JoinView view)
    {
        var revised = KnownRecord.Of(view, key, recipient);
        if (records.TryGetValue(view.Name, out var held) && held.SaysTheSameAs(revised)) return Score(view.Name);
        Remove(view.Name);
        return Observe(revised);
    }

    /// <summary>
    /// Takes a record in, or in the place of its earlier revision. Where that costs a pass over all that is held, the pass is left to the next question:
    /// many that come together share it.
    /// </summary>
    /// <returns>The score of a consignment; null for any other record, and where a pass was left: ask for the score once all are in.</returns>
    public LeadScore? Put(JoinView view)
    {
        var record = KnownRecord.Of(view, key, recipient);
        if (records.TryGetValue(view.Name, out var held))
        {
            if (held.SaysTheSameAs(record)) return stale ? null : Score(view.Name);
            Remove(view.Name);
        }
        if (!stale) return Observe(record);
        records.Add(record.Name, record);
        return null;
    }

    /// <summary>
    /// Says that two records do not speak of the same actor: they are not linked, no tie or accusation goes through both, and what was learned counts
    /// as if they had never been. One may be a consignment, whose party is then not the other's. Names are <c>contributor/kind/id</c>, in either order; the
    /// pair stays rejected when a record of it is revised, and before it has come.
    /// </summary>
    /// <returns>Whether the pair was not rejected before. A record is not rejected with itself.</returns>
    public bool Reject(string one, string other) => Relearn(one, other, rejected.Add(one, other));

    /// <summary>Takes a rejection back, as if it had never been.</summary>
    /// <returns>Whether the pair was rejected.</returns>
    public bool Restore(string one, string other) => Relearn(one, other, rejected.Remove(one, other));

    /// <summary>Scores a consignment that is held against all that is known now.</summary>
    /// <returns>Null where no consignment of this name is held.</returns>
    public LeadScore? Score(string name) =>
        records.TryGetValue(name, out var record) && record.Kind == RecordKind.Shipment ? Known().Score(record) : null;

    /// <summary>Links of a record that is held, strongest first; empty for consignments, which are scored and not linked.</summary>
    public IReadOnlyList<Link> LinksOf(string name) => Known().Links.Of(name);

    /// <summary>The ring that a record is of; itself alone where it has no link.</summary>
    public Ring RingOf(string name) => Known().Links.RingOf(name);

    /// <summary>Values so widely shared that they do not join, and the record that first held each.</summary>
    public IReadOnlyList<BenignValue> BenignValues() => Known().Links.BenignValues();

    /// <summary>What the recipient's own examinations of consignments that are held came to.</summary>
    public YieldFigures Yield() => Known().Yield();

    private Knowledge Known()
    {
        if (stale)
        {
            knowledge = NewKnowledge();
            foreach (var record in records.Values.Where(record => record.Teaches)) knowledge.Observe(record);
            stale = false;
        }
        return knowledge;
    }

    private LeadScore? Observe(KnownRecord record)
    {
        var known = record.Teaches ? Known() : null;
        records.Add(record.Name, record);
        return known?.Observe(record);
    }

    private Knowledge NewKnowledge() => new(benign, rejected);

    // Of a pair that is not held whole nothing has been learned.
    private bool Relearn(string one, string other, bool changed)
    {
        stale |= changed && records.ContainsKey(one) && records.ContainsKey(other);
        return changed;
    }
}

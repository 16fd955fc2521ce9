using System.Security.Cryptography;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Targeting.Scoring.Learning;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>
/// All that one recipient may have joined for one purpose: a fold over the ledger, kept up to date when it is asked. Where the rules move that say what may
/// be joined, it begins anew, so nothing stays of what may not. For one caller at a time.
/// </summary>
internal sealed class Picture(
    string recipient, Purpose purpose, JoinReader reader, LedgerReader ledger, SharingBook book, Rejections rejections, ChangeCount changes) : IJoined, IDisposable
{
    // Nobody needs the tokens but this picture, so their key is never kept.
    private readonly TokenKey _key = new(RandomNumberGenerator.GetBytes(32));
    private readonly Dictionary<string, Joinable> _records = [];
    private readonly Dictionary<string, Candidate> _candidates = [];
    private readonly Dictionary<string, (Joinable Shipment, DateTimeOffset Arrival)> _unscored = [];
    private readonly SortedDictionary<DateOnly, ArrivalDay> _days = [];
    private ScoringEngine _engine = null!;
    private Dictionary<string, string>? _sources;
    private long _position;
    private long _rejectionsSeen;
    private int _untold;

    /// <summary>The rules that it was last brought up to date under.</summary>
    public Sharing Sharing { get; private set; } = null!;

    /// <summary>Every member whose records it may hold, but the recipient.</summary>
    public IReadOnlyCollection<string> Contributors { get; private set; } = [];

    /// <summary>Whether it holds records of which nothing but the score may tell.</summary>
    public bool HoldsUntold => _untold > 0;

    /// <summary>Records held.</summary>
    public int Count => _records.Count;

    public Joinable? Find(string name) => _records.GetValueOrDefault(name);

    public IReadOnlyList<Link> LinksOf(string name) => _engine.LinksOf(name);

    public YieldFigures Yield() => _engine.Yield();

    public IEnumerable<ArrivalDay> DaysOf(LeadQuery query) => _days.Values.Where(day => query.Covers(day.Date, Sharing.Now));

    /// <summary>The consignment with its score against all that is known now. Null where it is none that the recipient may read.</summary>
    public Candidate? Score(string name)
    {
        if (!_candidates.TryGetValue(name, out var candidate))
        {
            return null;
        }

        var scored = candidate with { Score = _engine.Score(name)! };
        var day = DayOf(scored.Arrival);
        day.Remove(candidate);
        day.Add(scored);
        _candidates[name] = scored;
        return scored;
    }

    /// <summary>Among all that arrive the same day, from 1.</summary>
    public uint RankOf(Candidate candidate) => (uint)DayOf(candidate.Arrival).Ranked.TakeWhile(other => other != candidate).Count() + 1;

    /// <summary>Scores a day's consignments again.</summary>
    public void Refresh(ArrivalDay day)
    {
        foreach (var candidate in day.Ranked.ToList())
        {
            Score(candidate.Name);
        }

        day.Refreshed();
    }

    /// <summary>Takes in what the ledger holds by now.</summary>
    public async Task CatchUpAsync(CancellationToken stop)
    {
        var sharing = await book.CurrentAsync(stop);
        var sources = sharing.JoinSources(recipient, purpose);
        if (_sources is null || _sources.Count != sources.Count || !sources.All(s => _sources.GetValueOrDefault(s.Key) == s.Value))
        {
            Begin(sources);
        }

        Sharing = sharing;
        foreach (var change in await rejections.SinceAsync(recipient, purpose, _rejectionsSeen, stop))
        {
            Take(change);
        }

        var head = await ledger.HeadAsync(stop);
        while (_position < head)
        {
            var (changes, to) = await reader.ReadAsync(recipient, purpose, sharing, sources.Keys, _position, head, stop);
            changes.ForEach(Take);
            _position = to;
        }

        foreach (var (name, (shipment, arrival)) in _unscored)
        {
            Add(name, shipment, arrival, _engine.Score(name));
        }

        _unscored.Clear();
    }

    /// <summary>Takes out records that do not open any more: what does not open is nothing to join on.</summary>
    public void LeaveOut(IEnumerable<Joinable> unopened)
    {
        foreach (var one in unopened.Where(one => Find(NameOf(one.Stream))?.Index == one.Index))
        {
            Take(new JoinChange(one.Stream, null, null, null));
        }
    }

    /// <summary>Begins anew when next brought up to date: something went wrong midway.</summary>
    public void Forget() => _sources = null;

    public void Dispose() => _key.Dispose();

    private void Begin(Dictionary<string, string> sources)
    {
        _engine = new ScoringEngine(recipient, _key, []);
        _records.Clear();
        _candidates.Clear();
        _unscored.Clear();
        _days.Clear();
        (_position, _rejectionsSeen, _untold) = (-1, 0, 0);
        _sources = sources;
        Contributors = [.. sources.Keys.Select(pair => pair.Split('/')[0]).Distinct()];
    }

    private void Take(RejectionChange change)
    {
        var (one, other) = (NameOf(StreamKeys.Record(change.One)), NameOf(StreamKeys.Record(change.Other)));
        if (change.IsRejected ? _engine.Reject(one, other) : _engine.Restore(one, other))
        {
            Outdate();
        }

        _rejectionsSeen = change.Version;
    }

    private void Take(JoinChange change)
    {
        var name = NameOf(change.Stream);
        var before = _records.GetValueOrDefault(name);
        var taught = _engine.Teaches(name);
        _untold -= IsUntold(before);
        _unscored.Remove(name);
        if (_candidates.Remove(name, out var candidate))
        {
            DayOf(candidate.Arrival).Remove(candidate);
        }

        if (change.Joinable is not { } joinable)
        {
            _records.Remove(name);
            _engine.Remove(name);
        }
        else
        {
            var view = new JoinView(joinable.Contributor, change.Record!, joinable.Release, change.Unnameable!);
            var score = _engine.Put(view);
            _records[view.Name] = joinable;
            _untold += IsUntold(joinable);
            if (joinable is { Grant: not null, IsReadable: true, Facts.Kind: RecordKind.Shipment })
            {
                Add(view.Name, joinable, ArrivalOf(change.Record!), score);
            }
        }

        if ((before ?? change.Joinable) is { Facts.Kind: not RecordKind.Shipment } && (taught || _engine.Teaches(name)))
        {
            Outdate();
        }
    }

    /// <param name="score">Null where it costs a pass over all records: many share one, once all are in.</param>
    private void Add(string name, Joinable shipment, DateTimeOffset arrival, LeadScore? score)
    {
        if (score is null)
        {
            _unscored[name] = (shipment, arrival);
            return;
        }

        var candidate = new Candidate(name, shipment, arrival, score);
        _candidates.Add(name, candidate);
        DayOf(arrival).Add(candidate);
    }

    private ArrivalDay DayOf(DateTimeOffset arrival)
    {
        var date = DateOnly.FromDateTime(arrival.UtcDateTime);
        if (!_days.TryGetValue(date, out var day))
        {
            _days.Add(date, day = new ArrivalDay(date, changes));
        }

        return day;
    }

    private void Outdate()
    {
        foreach (var day in _days.Values)
        {
            day.IsOutdated = true;
        }
    }

    private static int IsUntold(Joinable? joinable) => joinable?.Release == CorrelationRelease.Score ? 1 : 0;

    private static DateTimeOffset ArrivalOf(IntelRecord record) => (record.Shipment.EstimatedArrival ?? record.ObservedAt).ToDateTimeOffset();

    private static string NameOf(string stream) => stream[StreamKeys.RecordPrefix.Length..];
}

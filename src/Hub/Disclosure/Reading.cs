using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Where one reading stands.</summary>
/// <param name="basis">The rules by which the recipient has what it has up to its cursor.</param>
internal sealed class Reading(Caller caller, RecordQuery query, string action, int pageSize, Cursor cursor, Sharing basis)
{
    private (Sharing Under, string[] Pairs)? _sources;

    public Caller Caller { get; } = caller;

    public RecordQuery Query { get; } = query;

    public string Action { get; } = action;

    public int PageSize { get; } = pageSize;

    public long Position { get; private set; } = cursor.Position;

    public Sharing Basis { get; private set; } = basis;

    /// <summary>What a recipient that comes back with it goes on from. While a change of rules is being worked off it still names the rules before.</summary>
    public Cursor Cursor => new(Position, Basis.Generation, Basis.Now, Snapshot);

    /// <summary>See <see cref="Disclosure.Cursor"/>.</summary>
    public long Snapshot { get; private set; } = cursor.Snapshot;

    /// <summary>Sets the snapshot's head, once.</summary>
    public void Begin(long head) => Snapshot = Snapshot < 0 ? head : Snapshot;

    /// <summary>Acts that were read but did not fit on the last page, and how far reading got.</summary>
    public ReadAhead Ahead { get; private set; } = new(cursor.Position);

    /// <summary>A change of rules being worked off: it walks again over what was read, as far as the change touches it.</summary>
    public RuleShift? Shift { get; private set; }

    /// <summary>Whether the query's lists name this act's record. Acts come from the query's own sources, and those that expunged a record from anywhere.</summary>
    public bool AsksFor(SequencedEvent act)
    {
        var name = StreamKeys.ParseRecord(act.Stream);
        return (Query.Kinds.Count == 0 || Query.Kinds.Contains(name.Kind)) && (Query.Contributors.Count == 0 || Query.Contributors.Contains(name.Contributor));
    }

    /// <summary>The pairs <c>contributor/kind</c> that it may get something of; worked out anew only when the rules, or what time makes of them, have moved.</summary>
    public string[] SourcesUnder(Sharing sharing)
    {
        if (_sources is not { } known || !sharing.IsAs(known.Under, Caller.Member, Query.Purpose))
        {
            _sources = known = (sharing, [.. sharing.Sources(Caller.Member, Query).Keys]);
        }

        return known.Pairs;
    }

    public void MoveTo(long position) => Position = position;

    /// <summary>Notes that the rules are others now. Nothing has to be walked over again where the same grants feed the same sources.</summary>
    public void Compare(Sharing now)
    {
        if (Shift is not null || now.IsAs(Basis, Caller.Member, Query.Purpose))
        {
            return;
        }

        var (then, here) = (Basis.Sources(Caller.Member, Query), now.Sources(Caller.Member, Query));
        var touched = then.Keys.Union(here.Keys).Where(pair => then.GetValueOrDefault(pair) != here.GetValueOrDefault(pair)).ToArray();
        if (touched.Length == 0 || Position < 0)
        {
            Basis = now;
            return;
        }

        Shift = new RuleShift(touched, now, new ReadAhead(-1));
    }

    public void FinishShift()
    {
        Basis = Shift!.To;
        Shift = null;
        // What was read ahead was chosen by the sources of before.
        Ahead = new ReadAhead(Position);
    }
}

/// <param name="Sources">The pairs <c>contributor/kind</c> that other grants feed now.</param>
/// <param name="To">The rules as they were when the change was noticed.</param>
internal sealed record RuleShift(string[] Sources, Sharing To, ReadAhead Ahead);

/// <summary>A walk along the ledger.</summary>
/// <param name="from">The index before the first to be read.</param>
internal sealed class ReadAhead(long from)
{
    private readonly Queue<SequencedEvent> _acts = new();

    /// <summary>The index up to which everything was handed out.</summary>
    public long Done { get; private set; } = from;

    private long _read = from;
    private Window? _next;

    /// <summary>The next acts up to a head, at most so many, and no more once they have so many bytes; none at the head, and sometimes before it.</summary>
    public async Task<List<SequencedEvent>> NextAsync(LedgerReader ledger, long head, string[] sources, int most, int mostBytes, CancellationToken stop)
    {
        if (_acts.Count == 0)
        {
            var window = _next is { } next && next.Head == head && next.Sources == sources ? next : Window.Read(ledger, _read, head, sources, stop);
            var (read, to) = await window.Acts;
            foreach (var act in read)
            {
                _acts.Enqueue(act);
            }

            _read = to;
            // What follows is read while this is decided on, disclosed and sent.
            _next = _read < head ? Window.Read(ledger, _read, head, sources, stop) : null;
        }

        var acts = new List<SequencedEvent>(Math.Min(most, _acts.Count));
        for (var bytes = 0; acts.Count < most && bytes < mostBytes && _acts.TryDequeue(out var act); bytes += act.BodyLength)
        {
            acts.Add(act);
        }

        Done = _acts.Count > 0 ? acts[^1].Index : _read;
        return acts;
    }

    /// <summary>A stretch of the way, being read.</summary>
    private sealed record Window(long Head, string[] Sources, Task<(List<SequencedEvent> Acts, long To)> Acts)
    {
        public static Window Read(LedgerReader ledger, long after, long head, string[] sources, CancellationToken stop) =>
            new(head, sources, sources.Length == 0 ? OnlyExpungedAsync(ledger, after, head, stop) : ledger.ReadRecordsAsync(after, head, sources, andExpunged: true, stop));

        /// <summary>Nothing else is left to look at: the whole way to the head is done at once.</summary>
        private static async Task<(List<SequencedEvent> Acts, long To)> OnlyExpungedAsync(LedgerReader ledger, long after, long head, CancellationToken stop) =>
            (await ledger.ReadExpungedAsync(after, head, stop), head);
    }
}

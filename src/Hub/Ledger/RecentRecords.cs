using System.Collections.Frozen;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger;

/// <summary>
/// The end of the ledger as all open streams of this replica read it: what one of them has read is kept for the others while they are near. Of what they
/// ask for it holds every act, so it can say which of a record is the last up to any head.
/// </summary>
/// <param name="readAll">Reads every act of records of these sources in (after, to], and those that expunged a record.</param>
internal sealed class RecentRecords(Func<long, long, string[], CancellationToken, Task<List<SequencedEvent>>> readAll) : IDisposable
{
    /// <summary>Indexes from its first to its last, at most; who is further back than that reads for itself.</summary>
    public const int Longest = LedgerReader.Window;

    /// <summary>Bytes of bodies kept. What is more than that is let go, the oldest first.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Stretch _kept = new(0, -1, FrozenSet<string>.Empty, []);

    /// <summary>
    /// The last act, up to the head, on each record in (<paramref name="after"/>, <paramref name="head"/>], in their order; null where that is not what is kept
    /// here: read it apart.
    /// </summary>
    /// <param name="sources">Pairs <c>contributor/kind</c>.</param>
    public async Task<List<SequencedEvent>?> ReadAsync(long after, long head, string[] sources, bool andExpunged, CancellationToken stop)
    {
        if (head - after > Longest || head <= after)
        {
            return head <= after ? [] : null;
        }

        var kept = _kept;
        if (!kept.Covers(after, head, sources))
        {
            await _turn.WaitAsync(stop);
            try
            {
                kept = _kept;
                if (!kept.Covers(after, head, sources))
                {
                    kept = _kept = await GrowAsync(kept, after, head, sources, stop);
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        return kept.Covers(after, head, sources) ? kept.LastActs(after, head, sources, andExpunged) : null;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Stretch> GrowAsync(Stretch kept, long after, long head, string[] sources, CancellationToken stop)
    {
        var isAhead = after > kept.To;
        var end = Math.Max(head, kept.To);
        if (head <= kept.After || (!isAhead && after < end - Longest))
        {
            // One that lags behind all others: what they need is not let go for it.
            return kept;
        }

        if (!isAhead && after >= kept.After && kept.Sources.IsSupersetOf(sources))
        {
            return Trimmed(kept with { To = head, Acts = [.. kept.Acts, .. await readAll(kept.To, head, [.. kept.Sources], stop)] });
        }

        // Who asks for something else joins those that are near. Where nobody is, what was kept has had its time.
        string[] all = isAhead ? sources : [.. kept.Sources.Union(sources)];
        var from = isAhead ? after : Math.Max(Math.Min(after, kept.After), end - Longest);
        return Trimmed(new Stretch(from, end, all.ToFrozenSet(), await readAll(from, end, all, stop)));
    }

    private static Stretch Trimmed(Stretch stretch)
    {
        var (bytes, first) = (0, stretch.Acts.Count);
        while (first > 0 && bytes + stretch.Acts[first - 1].BodyLength <= MostBytes && stretch.Acts[first - 1].Index > stretch.To - Longest && IsFinal(stretch.Acts[first - 1]))
        {
            bytes += stretch.Acts[--first].BodyLength;
        }

        var after = Math.Max(stretch.After, first > 0 ? stretch.Acts[first - 1].Index : stretch.To - Longest);
        return stretch with { After = after, Acts = stretch.Acts[first..] };
    }

    /// <summary>What did not open is read again by whoever asks: a key that was away may be back.</summary>
    private static bool IsFinal(SequencedEvent act) => act.Opened.Access is BodyAccess.Open or BodyAccess.Erased;

    /// <summary>All acts on records of some sources in (After, To], and those that expunged any record. Never changed.</summary>
    private sealed record Stretch(long After, long To, FrozenSet<string> Sources, List<SequencedEvent> Acts)
    {
        public bool Covers(long after, long head, string[] sources) => after >= After && head <= To && Sources.IsSupersetOf(sources);

        public List<SequencedEvent> LastActs(long after, long head, string[] sources, bool andExpunged)
        {
            var (acts, followed) = (new List<SequencedEvent>(), new HashSet<string>(StringComparer.Ordinal));
            var wanted = sources.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
            for (var i = Acts.Count - 1; i >= 0 && Acts[i].Index > after; i--)
            {
                var act = Acts[i];
                if (act.Index <= head && followed.Add(act.Stream) && (wanted.Contains(SourceOf(act.Stream)) || (andExpunged && act.Type == EventTypes.RecordExpunged)))
                {
                    acts.Add(act);
                }
            }

            acts.Reverse();
            return acts;
        }

        /// <summary><c>contributor/kind</c> of <c>record/contributor/kind/id</c>.</summary>
        private static ReadOnlySpan<char> SourceOf(string stream)
        {
            var rest = stream.AsSpan(StreamKeys.RecordPrefix.Length);
            var kind = rest.IndexOf('/') + 1;
            return rest[..(kind + rest[kind..].IndexOf('/'))];
        }
    }
}

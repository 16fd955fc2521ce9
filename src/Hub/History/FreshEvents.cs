namespace SharingHub.Hub.History;

/// <summary>
/// Events that this replica wrote a moment ago, so that the tree need not read and open again what was in memory just now. Nothing rests on it: what is not
/// here is read.
/// </summary>
internal sealed class FreshEvents(TimeProvider time)
{
    /// <summary>Bytes of bodies kept, the youngest: what the tree takes in one step.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Another replica may have taken it into the tree; and a key that was destroyed is not to stay in memory.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, FreshEvent> _kept = [];
    private readonly Queue<(Guid Id, long WrittenAt)> _order = [];
    private int _bytes;

    /// <summary>Keeps what was committed.</summary>
    /// <param name="events">Of one transaction.</param>
    /// <param name="recorded">The transaction's time.</param>
    public void Add(IReadOnlyList<NewEvent> events, DateTimeOffset recorded)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            foreach (var one in events)
            {
                _kept.Add(one.Id, new FreshEvent(one, recorded));
                _order.Enqueue((one.Id, now));
                _bytes += one.Body.Length;
            }

            Trim(now);
        }
    }

    /// <summary>Those of these that are here; they are not kept any longer.</summary>
    public IReadOnlyDictionary<Guid, FreshEvent> Take(IEnumerable<Guid> ids)
    {
        var taken = new Dictionary<Guid, FreshEvent>();
        lock (_gate)
        {
            Trim(time.GetTimestamp());
            foreach (var id in ids)
            {
                if (_kept.Remove(id, out var one))
                {
                    _bytes -= one.Event.Body.Length;
                    taken.Add(id, one);
                }
            }
        }

        return taken;
    }

    /// <summary>Lets go of what is too old. The integrator asks for it at each look, so nothing stays because nothing newer came.</summary>
    public void Trim()
    {
        lock (_gate)
        {
            Trim(time.GetTimestamp());
        }
    }

    private void Trim(long now)
    {
        while (_order.TryPeek(out var oldest)
            && (_bytes > MostBytes || !_kept.ContainsKey(oldest.Id) || time.GetElapsedTime(oldest.WrittenAt, now) > Longest))
        {
            _order.Dequeue();
            if (_kept.Remove(oldest.Id, out var one))
            {
                _bytes -= one.Event.Body.Length;
            }
        }
    }
}

/// <summary>An event as it was written.</summary>
/// <param name="Recorded">When, by the database's clock.</param>
internal sealed record FreshEvent(NewEvent Event, DateTimeOffset Recorded);

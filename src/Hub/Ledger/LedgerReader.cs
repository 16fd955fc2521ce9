using System.Runtime.CompilerServices;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger;

/// <summary>
/// Reads committed events in ledger order, and opens their bodies. What does not open is said in the log, and refused to whoever asks for it.
/// </summary>
internal sealed partial class LedgerReader : IDisposable
{
    /// <summary>Indexes looked at in one query: enough to fill a page, few enough that PostgreSQL walks them by index.</summary>
    public const int Window = 1000;

    /// <summary>Indexes that one row of <c>ledger.stretch</c> is about.</summary>
    private const long Stretch = 1000;

    /// <summary>What stands there for the acts that expunged a record.</summary>
    private const string Expunged = "expunged";

    private const string Columns =
        "i.idx, i.sequenced_at, e.id, e.stream_id, e.version, e.type, e.timestamp, e.bdata, e.headers->>'member', e.headers->>'actor', e.headers->>'agreement', k.key, k.reference";

    private const string Joined = $"ledger.index i join history.mt_events e on e.id = i.event_id {KeyStore.JoinServing}";

    private readonly NpgsqlDataSource _database;
    private readonly KeyStore _keys;
    private readonly ILogger<LedgerReader> _logger;
    private readonly SharedRead<long> _head;
    private readonly RecentRecords _recent;

    public LedgerReader(NpgsqlDataSource database, KeyStore keys, ILogger<LedgerReader> logger)
    {
        (_database, _keys, _logger) = (database, keys, logger);
        _head = new SharedRead<long>(ReadHeadAsync);
        _recent = new RecentRecords((after, to, sources, stop) => SelectRecordsAsync(after, to, head: -1, sources, andExpunged: true, stop));
    }

    /// <summary>The last index that was given; -1 while there is none.</summary>
    public Task<long> HeadAsync(CancellationToken stop) => _head.AskAsync(stop);

    /// <summary>
    /// The next records after an index, at most as far as the head, as they are at the head: of each record only its last act up to there, so what was revised
    /// since comes once, at its later place. What none of the sources lies in is passed over.
    /// </summary>
    /// <param name="sources">Pairs <c>contributor/kind</c>; nothing else is read.</param>
    /// <param name="andExpunged">But for the acts that expunged a record, wherever it lay: whoever received it is told, even if no agreement feeds it any more.</param>
    /// <returns>The acts, and the index up to which they are all there are.</returns>
    public async Task<(List<SequencedEvent> Acts, long To)> ReadRecordsAsync(long after, long head, string[] sources, bool andExpunged, CancellationToken stop)
    {
        if (await _recent.ReadAsync(after, head, sources, andExpunged, stop) is { } recent)
        {
            return (recent, head);
        }

        if (await NextStretchAsync(after, andExpunged ? [.. sources, Expunged] : sources, stop) is not { } next || next > head)
        {
            return ([], head);
        }

        var from = Math.Max(after, next - 1);
        var to = Math.Min(from + Window, head);
        return (await SelectRecordsAsync(from, to, head, sources, andExpunged, stop), to);
    }

    public void Dispose() => _recent.Dispose();

    /// <summary>The first index of the next stretch that one of the sources lies in, which may be before the one asked for; null where there is none.</summary>
    private async Task<long?> NextStretchAsync(long after, string[] sources, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            """
            select min(n.stretch) from unnest($1) s(source)
            cross join lateral (select k.stretch from ledger.stretch k where k.source = s.source and k.stretch >= $2 order by k.stretch limit 1) n
            """);
        command.Parameters.AddWithValue(sources);
        command.Parameters.AddWithValue((after + 1) / Stretch);
        return await command.ExecuteScalarAsync(stop) is long stretch ? stretch * Stretch : null;
    }

    private async Task<long> ReadHeadAsync()
    {
        await using var command = _database.CreateCommand("select size - 1 from ledger.head");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Acts in (after, to], but those that a later one, up to the head, followed.</summary>
    private async Task<List<SequencedEvent>> SelectRecordsAsync(long after, long to, long head, string[] sources, bool andExpunged, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            $"""
            select {Columns}
            from {Joined}
            where i.idx > $1 and i.idx <= $2 and e.type like 'record.%'
              and (split_part(e.stream_id, '/', 2) || '/' || split_part(e.stream_id, '/', 3) = any ($4) or ($5 and e.type = 'record.expunged.v1'))
              and not exists (select 1 from ledger.superseded s where s.idx = i.idx and s.by_idx <= $3)
            order by i.idx
            """);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(head);
        command.Parameters.AddWithValue(sources);
        command.Parameters.AddWithValue(andExpunged);
        return await ToListAsync(command, stop);
    }

    /// <summary>The acts that expunged a record, in (<paramref name="after"/>, <paramref name="to"/>].</summary>
    public async Task<List<SequencedEvent>> ReadExpungedAsync(long after, long to, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            $"""
            select {Columns}
            from keys.stream_key x join history.mt_events e on e.stream_id = x.stream and e.version = x.from_version
            join ledger.index i on i.event_id = e.id {KeyStore.JoinServing}
            where x.from_version > 1 and i.idx > $1 and i.idx <= $2
            order by i.idx
            """);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(to);
        return await ToListAsync(command, stop);
    }

    /// <summary>
    /// The last act, up to an index, on each of these records that exists by then. Asked for one by one, so that no plan walks over whole tables, whatever PostgreSQL
    /// knows of their size: in a new database it knows nothing for a minute.
    /// </summary>
    public async Task<List<SequencedEvent>> ReadLastActsAsync(string[] streams, long head, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            $"""
            select {Columns}
            from (select distinct unnest($1::text[]) as stream) asked
            cross join lateral (
              select a.id, x.idx, x.sequenced_at from history.mt_events a join ledger.index x on x.event_id = a.id
              where a.stream_id = asked.stream and x.idx <= $2 order by a.version desc limit 1) i
            join history.mt_events e on e.id = i.id {KeyStore.JoinServing}
            order by e.stream_id
            """);
        command.Parameters.AddWithValue(streams);
        command.Parameters.AddWithValue(head);
        return await ToListAsync(command, stop);
    }

    /// <summary>Those of these events that have an index.</summary>
    public async Task<List<SequencedEvent>> FindAsync(Guid[] eventIds, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            $"select {Columns} from {Joined} where i.event_id = any ($1)");
        command.Parameters.AddWithValue(eventIds);
        return await ToListAsync(command, stop);
    }

    /// <summary>The events at these indexes.</summary>
    public async Task<List<SequencedEvent>> ReadAsync(long[] indexes, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            $"select {Columns} from {Joined} where i.idx = any ($1)");
        command.Parameters.AddWithValue(indexes);
        return await ToListAsync(command, stop);
    }

    /// <summary>Which events stand from one index to another, both included, in their order.</summary>
    public async Task<List<LedgerPlace>> PlacesAsync(long from, long to, CancellationToken stop)
    {
        await using var command = _database.CreateCommand("select idx, sequenced_at, event_id from ledger.index where idx between $1 and $2 order by idx");
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        var places = new List<LedgerPlace>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            places.Add(new LedgerPlace(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2)));
        }

        return places;
    }

    /// <summary>All events from one index to another, both included.</summary>
    public IAsyncEnumerable<SequencedEvent> ReplayAsync(long from, long to, CancellationToken stop) => ReplayAsync(from, to, types: null, stop);

    /// <summary>The events of some types, or of all, from one index to another, both included.</summary>
    public async IAsyncEnumerable<SequencedEvent> ReplayAsync(long from, long to, string[]? types, [EnumeratorCancellation] CancellationToken stop)
    {
        // The next window is read while whoever asks takes this one.
        var next = ReadWindowAsync(from, to, types, stop);
        for (var first = from; first <= to; first += Window)
        {
            var events = await next;
            next = ReadWindowAsync(first + Window, to, types, stop);
            foreach (var found in events)
            {
                yield return found;
            }
        }
    }

    private async Task<List<SequencedEvent>> ReadWindowAsync(long first, long to, string[]? types, CancellationToken stop)
    {
        if (first > to)
        {
            return [];
        }

        await using var command = _database.CreateCommand(
            $"""
            select {Columns} from {Joined}
            where i.idx between $1 and $2 and ($3::text[] is null or e.type = any ($3)) order by i.idx
            """);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(Math.Min(first + Window - 1, to));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)types ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text });
        return await ToListAsync(command, stop);
    }

    private async Task<List<SequencedEvent>> ToListAsync(NpgsqlCommand command, CancellationToken stop)
    {
        var rows = new List<(StoredBody Stored, KeyRow Key, Func<OpenedBody, SequencedEvent> Event)>();
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var (index, at, id, stream, version) =
                    (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), reader.GetString(3), reader.GetInt64(4));
                var (type, recorded, member, actor) = (reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetString(8), reader.GetString(9));
                var agreement = await reader.IsDBNullAsync(10, stop) ? null : reader.GetString(10);
                rows.Add((
                    new StoredBody(stream, version, id, reader.GetFieldValue<byte[]>(7)),
                    await KeyRow.ReadAsync(reader, 11, stop),
                    body => new SequencedEvent(index, at, id, stream, version, type, recorded, body, member, actor, agreement)));
            }
        }

        var keyOf = await _keys.ResolveAsync(rows.Select(r => r.Key), stop);
        return rows.ConvertAll(row => row.Event(Open(row.Stored, keyOf(row.Key))));
    }

    private OpenedBody Open(in StoredBody stored, StreamKey key)
    {
        var opened = OpenedBody.Of(stored, key);
        if (opened.Access == BodyAccess.Unavailable)
        {
            KeyIsLost(stored.Stream, stored.Version, stored.Id);
        }
        else if (opened.Access == BodyAccess.Damaged)
        {
            BodyIsDamaged(stored.Stream, stored.Version, stored.Id);
        }

        return opened;
    }

    [LoggerMessage(LogLevel.Error, "The key of {Stream} version {Version} (event {Event}) is not in the key database: what it said is unavailable.")]
    private partial void KeyIsLost(string stream, long version, Guid @event);

    [LoggerMessage(LogLevel.Error, "The body of {Stream} version {Version} (event {Event}) is not what was stored. It is not given out.")]
    private partial void BodyIsDamaged(string stream, long version, Guid @event);
}

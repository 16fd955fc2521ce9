using System.Runtime.CompilerServices;
using Npgsql;

namespace SharingHub.Hub.Ledger;

/// <summary>Reads committed events in ledger order.</summary>
internal sealed class LedgerReader(NpgsqlDataSource database)
{
    /// <summary>Indexes looked at in one query: enough to fill a page, few enough that PostgreSQL walks them by index.</summary>
    public const int Window = 1000;

    private const string Columns =
        "i.idx, i.sequenced_at, e.id, e.stream_id, e.version, e.type, e.timestamp, e.bdata, e.headers->>'member', e.headers->>'actor', e.headers->>'agreement'";

    /// <summary>The last index that was given; -1 while there is none.</summary>
    public async Task<long> HeadAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select size - 1 from ledger.head");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>
    /// The records in (<paramref name="after"/>, after + <see cref="Window"/>], as they are at <paramref name="head"/>: of each record
    /// only its last act up to the head, so what was revised since comes once, at its later place.
    /// </summary>
    /// <param name="sources">Pairs <c>contributor/kind</c>; nothing else is read.</param>
    public async Task<List<SequencedEvent>> ReadRecordsAsync(long after, long head, string[] sources, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            $"""
            select {Columns}
            from ledger.index i join history.mt_events e on e.id = i.event_id
            where i.idx > $1 and i.idx <= $2 and e.type like 'record.%'
              and split_part(e.stream_id, '/', 2) || '/' || split_part(e.stream_id, '/', 3) = any ($4)
              and not exists (
                select 1 from history.mt_events later join ledger.index l on l.event_id = later.id
                where later.stream_id = e.stream_id and later.version = e.version + 1 and l.idx <= $3)
            order by i.idx
            """);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(Math.Min(after + Window, head));
        command.Parameters.AddWithValue(head);
        command.Parameters.AddWithValue(sources);
        return await ToListAsync(command, stop);
    }

    /// <summary>The last act, up to an index, on each of these records that exists by then.</summary>
    public async Task<List<SequencedEvent>> ReadLastActsAsync(string[] streams, long head, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            $"""
            select distinct on (e.stream_id) {Columns}
            from history.mt_events e join ledger.index i on i.event_id = e.id
            where e.stream_id = any ($1) and i.idx <= $2
            order by e.stream_id, e.version desc
            """);
        command.Parameters.AddWithValue(streams);
        command.Parameters.AddWithValue(head);
        return await ToListAsync(command, stop);
    }

    /// <summary>One sequenced event, if there is one with this id.</summary>
    public async Task<SequencedEvent?> FindAsync(Guid eventId, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from ledger.index i join history.mt_events e on e.id = i.event_id where i.event_id = $1");
        command.Parameters.AddWithValue(eventId);
        return (await ToListAsync(command, stop)).SingleOrDefault();
    }

    /// <summary>All events from one index to another, both included.</summary>
    public async IAsyncEnumerable<SequencedEvent> ReplayAsync(long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var first = from; first <= to; first += Window)
        {
            await using var command = database.CreateCommand(
                $"""
                select {Columns} from ledger.index i join history.mt_events e on e.id = i.event_id
                where i.idx between $1 and $2 order by i.idx
                """);
            command.Parameters.AddWithValue(first);
            command.Parameters.AddWithValue(Math.Min(first + Window - 1, to));
            foreach (var found in await ToListAsync(command, stop))
            {
                yield return found;
            }
        }
    }

    private static async Task<List<SequencedEvent>> ToListAsync(NpgsqlCommand command, CancellationToken stop)
    {
        var events = new List<SequencedEvent>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            events.Add(new SequencedEvent(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), reader.GetString(3), reader.GetInt64(4),
                reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<byte[]>(7), reader.GetString(8),
                reader.GetString(9), await reader.IsDBNullAsync(10, stop) ? null : reader.GetString(10)));
        }

        return events;
    }
}

using Npgsql;
using NpgsqlTypes;

namespace SharingHub.Hub.History;

/// <summary>
/// Appends many events to many streams in one statement, into Marten's own tables with Marten's own meaning: one row a stream with its
/// version, unique (stream, version), so a lost race fails with 23505 and nothing is half-written. A statement a stream, as a Marten
/// session would send, costs several times as much. Rooms that decide on one stream use a Marten session instead.
/// </summary>
internal static class HistoryWriter
{
    private const string Sql =
        """
        with new as (
          select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[])
            with ordinality as e(id, stream, stream_type, version, type, dotnet_type, body, member, actor, agreement, place)),
        touched as (
          insert into history.mt_streams (id, type, version)
          select stream, min(stream_type), max(version) from new group by stream order by stream
          on conflict (id) do update set version = excluded.version, timestamp = now())
        insert into history.mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, mt_dotnet_type, headers)
        select nextval('history.mt_events_sequence'), id, stream, version, '{}'::jsonb, body, type, now(), dotnet_type,
          jsonb_strip_nulls(jsonb_build_object('member', member, 'actor', actor, 'agreement', agreement))
        from new order by place
        """;

    /// <summary>Appends the events in the given transaction; their recorded time is the transaction's start by the database's clock, in UTC.</summary>
    public static NpgsqlBatchCommand Append(IReadOnlyList<NewEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        var command = new NpgsqlBatchCommand(Sql);
        void Add<T>(NpgsqlDbType type, Func<NewEvent, T> pick) =>
            command.Parameters.Add(new NpgsqlParameter { Value = events.Select(pick).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });

        Add(NpgsqlDbType.Uuid, e => e.Id);
        Add(NpgsqlDbType.Text, e => e.Stream);
        Add(NpgsqlDbType.Text, e => e.StreamType);
        Add(NpgsqlDbType.Bigint, e => e.Version);
        Add(NpgsqlDbType.Text, e => e.Type);
        Add(NpgsqlDbType.Text, e => EventTypes.DotNetNameOf(e.Type));
        Add(NpgsqlDbType.Bytea, e => e.Stored);
        Add(NpgsqlDbType.Text, e => e.Member);
        Add(NpgsqlDbType.Text, e => e.Actor);
        Add(NpgsqlDbType.Text, e => e.Agreement);
        return command;
    }
}

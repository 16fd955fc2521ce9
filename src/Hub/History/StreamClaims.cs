using Npgsql;
using NpgsqlTypes;

namespace SharingHub.Hub.History;

/// <summary>An event of a claimed stream.</summary>
internal sealed record ClaimedEvent(
    string Stream, long Version, Guid Id, string Type, DateTimeOffset Recorded, OpenedBody Body, string Member, string Actor);

/// <summary>Streams that nobody else changes until the transaction ends.</summary>
/// <param name="Created">Those that began with this claim, with their keys.</param>
/// <param name="Held">Those that were there, with their keys.</param>
/// <param name="Events">Of those that were there, by stream and version.</param>
/// <param name="Now">The transaction's time.</param>
internal sealed record ClaimedStreams(
    IReadOnlyDictionary<string, byte[]> Created, IReadOnlyCollection<string> Held, HeldKeys Keys, IReadOnlyList<ClaimedEvent> Events, DateTimeOffset Now)
{
    /// <summary>The key that serves a stream's next version; null when it cannot be had.</summary>
    public byte[]? KeyOf(string stream) => Created.TryGetValue(stream, out var created) ? created : Keys.Find(stream, long.MaxValue).Key;
}

/// <summary>Claims sealed streams inside a transaction, and reads what they hold.</summary>
internal sealed class StreamClaims(NpgsqlDataSource database, KeyStore store, KeyPool pool)
{
    private const string EventsOf =
        """
        select stream_id, version, id, bdata, type, timestamp, headers->>'member', headers->>'actor'
        from history.mt_events where stream_id = any ($1) order by stream_id, version
        """;

    private const string Insert =
        """
        with created as (
          insert into keys.stream_key (stream, key, reference) select stream, key, reference from unnest($1, $2, $3) as n(stream, key, reference) order by stream
          on conflict do nothing returning stream)
        select now(), stream from (select 1) one left join created on true
        """;

    /// <summary>
    /// Claims the streams: whoever else wants one of them waits until the transaction ends. New streams are claimed by inserting their
    /// key, held ones by locking it, both in the order of their names, so claims never wait for each other in a circle.
    /// </summary>
    /// <param name="create">Whether streams that do not exist begin with this.</param>
    public async Task<ClaimedStreams> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<string> streams, bool create, CancellationToken stop)
    {
        var names = streams.Order(StringComparer.Ordinal).ToArray();
        var created = new Dictionary<string, byte[]>(names.Length, StringComparer.Ordinal);
        var now = create ? await CreateAsync(connection, transaction, names, created, stop) : default;
        var others = names.Where(n => !created.ContainsKey(n)).ToArray();
        if (others.Length == 0)
        {
            return new ClaimedStreams(created, [], new HeldKeys([]), [], now);
        }

        var (keys, rows, at) = await LoadAsync(connection, transaction, others, stop);
        var held = await store.HoldAsync(keys, stop);
        return new ClaimedStreams(created, [.. keys.Select(k => k.Stream).Distinct()], held, [.. rows.Select(r => Open(r, held))], create ? now : at);
    }

    /// <summary>Reads what streams hold, without a claim on them.</summary>
    public async Task<IReadOnlyList<ClaimedEvent>> ReadAsync(string[] streams, CancellationToken stop)
    {
        List<Row> rows;
        await using (var command = database.CreateCommand(EventsOf))
        {
            command.Parameters.AddWithValue(streams);
            await using var reader = await command.ExecuteReaderAsync(stop);
            rows = await RowsAsync(reader, stop);
        }

        var keys = await store.ReadAsync(streams, stop);
        return [.. rows.Select(r => Open(r, keys))];
    }

    private async Task<DateTimeOffset> CreateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] names, Dictionary<string, byte[]> created, CancellationToken stop)
    {
        var keys = await pool.TakeAsync(names.Length, stop);
        await using var command = new NpgsqlCommand(Insert, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = keys.Select(k => k.Reference is null ? k.Key : null).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Reference).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await command.PrepareAsync(stop);
        var won = new HashSet<string>(StringComparer.Ordinal);
        DateTimeOffset now = default;
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                now = reader.GetFieldValue<DateTimeOffset>(0);
                if (!await reader.IsDBNullAsync(1, stop))
                {
                    won.Add(reader.GetString(1));
                }
            }
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (won.Contains(names[i]))
            {
                created.Add(names[i], keys[i].Key);
            }
        }

        pool.GiveBack(keys.Where((_, i) => !won.Contains(names[i])));
        return now;
    }

    private static async Task<(List<(string Stream, long FromVersion, KeyRow Row)> Keys, List<Row> Events, DateTimeOffset Now)> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] names, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                // Waits for whoever holds one of them; the second statement then sees what they committed. After an expunge this one still misses
                // the key of the act that says so: nothing asks for it.
                new NpgsqlBatchCommand(
                    "select stream, from_version, key, reference, now() from keys.stream_key where stream = any ($1) order by stream, from_version for update")
                {
                    Parameters = { new NpgsqlParameter { Value = names } },
                },
                new NpgsqlBatchCommand(EventsOf)
                {
                    Parameters = { new NpgsqlParameter { Value = names } },
                },
            },
        };
        var (keys, now) = (new List<(string, long, KeyRow)>(), default(DateTimeOffset));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            keys.Add((reader.GetString(0), reader.GetInt64(1), await KeyRow.ReadAsync(reader, 2, stop)));
            now = reader.GetFieldValue<DateTimeOffset>(4);
        }

        await reader.NextResultAsync(stop);
        return (keys, await RowsAsync(reader, stop), now);
    }

    private static async Task<List<Row>> RowsAsync(NpgsqlDataReader reader, CancellationToken stop)
    {
        var events = new List<Row>();
        while (await reader.ReadAsync(stop))
        {
            events.Add(new Row(
                new StoredBody(reader.GetString(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetFieldValue<byte[]>(3)), reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6), reader.GetString(7)));
        }

        return events;
    }

    private static ClaimedEvent Open(Row row, HeldKeys keys) => new(
        row.Body.Stream, row.Body.Version, row.Body.Id, row.Type, row.Recorded, OpenedBody.Of(row.Body, keys.Find(row.Body.Stream, row.Body.Version)), row.Member, row.Actor);

    private sealed record Row(StoredBody Body, string Type, DateTimeOffset Recorded, string Member, string Actor);
}

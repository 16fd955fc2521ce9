using Npgsql;
using NpgsqlTypes;

namespace SharingHub.Hub.History;

/// <summary>
/// Where the keys of streams are kept: every stream has one from its first event on. A key serves the versions from its own on up to the next
/// key's: an expunged record's earlier ones are destroyed, and a fresh one serves the act that says so.
/// </summary>
internal sealed class KeyStore(NpgsqlDataSource database, KeyDatabase apart)
{
    /// <summary>For a query over events <c>e</c>: the columns <c>k.held</c>, <c>k.key</c> and <c>k.reference</c> of the key that serves the event.</summary>
    public const string JoinServing =
        """
        left join lateral (
          select true as held, s.key, s.reference from keys.stream_key s
          where s.stream = e.stream_id and s.from_version <= e.version order by s.from_version desc limit 1) k on true
        """;

    /// <summary>Keeps keys of new streams, in the transaction that appends their first events.</summary>
    public static NpgsqlBatchCommand Create(IEnumerable<(string Stream, byte[] Key)> created)
    {
        var keys = created.ToList();
        var command = new NpgsqlBatchCommand("insert into keys.stream_key (stream, key) select * from unnest($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Stream).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Key).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        return command;
    }

    /// <summary>
    /// Makes whoever appends to a stream wait for the transaction that does so now; keeps a key for it if it is new. Look at the stream by a statement after
    /// this one: it sees what whoever held the stream before committed.
    /// </summary>
    public static async Task ClaimAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string stream, CancellationToken stop)
    {
        await using var claim = new NpgsqlCommand(
            "insert into keys.stream_key (stream, key) values ($1, $2) on conflict (stream, from_version) do update set key = stream_key.key", connection, transaction);
        claim.Parameters.AddWithValue(stream);
        claim.Parameters.AddWithValue(StreamKeyring.NewKey());
        await claim.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The keys of these streams; a stream that has none is left out.</summary>
    public async Task<HeldKeys> ReadAsync(IEnumerable<string> streams, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select stream, from_version, key, reference from keys.stream_key where stream = any ($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = streams.Distinct(StringComparer.Ordinal).ToArray() });
        var rows = new List<(string, long, KeyRow)>();
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                rows.Add((reader.GetString(0), reader.GetInt64(1), await KeyRow.ReadAsync(reader, 2, stop)));
            }
        }

        return await HoldAsync(rows, stop);
    }

    /// <summary>Rows of <c>keys.stream_key</c>, with the keys that lie elsewhere.</summary>
    public async Task<HeldKeys> HoldAsync(IReadOnlyCollection<(string Stream, long FromVersion, KeyRow Row)> rows, CancellationToken stop)
    {
        var found = await ResolveAsync(rows.Select(r => r.Row), stop);
        return new HeldKeys(rows.Select(r => (r.Stream, r.FromVersion, found(r.Row))));
    }

    /// <summary>What becomes of rows: their key, that it is destroyed, or that it is lost.</summary>
    public async Task<Func<KeyRow, StreamKey>> ResolveAsync(IEnumerable<KeyRow> rows, CancellationToken stop)
    {
        var elsewhere = await apart.ReadAsync([.. rows.Select(r => r.Reference).OfType<Guid>().Distinct()], stop);
        return row => row.Key is not null ? new StreamKey(row.Key, IsLost: false)
            : row.Reference is not { } reference ? new StreamKey(null, IsLost: false)
            : elsewhere.TryGetValue(reference, out var key) ? new StreamKey(key, IsLost: false)
            : new StreamKey(null, IsLost: true);
    }
}

/// <summary>A key as the hub's database has it: itself, or where it is; neither when it was destroyed.</summary>
internal readonly record struct KeyRow(byte[]? Key, Guid? Reference)
{
    public static async ValueTask<KeyRow> ReadAsync(NpgsqlDataReader reader, int column, CancellationToken stop) => new(
        await reader.IsDBNullAsync(column, stop) ? null : reader.GetFieldValue<byte[]>(column),
        await reader.IsDBNullAsync(column + 1, stop) ? null : reader.GetGuid(column + 1));
}

/// <param name="Key">Null when it was destroyed, or is lost.</param>
/// <param name="IsLost">It should be there, and is not.</param>
internal readonly record struct StreamKey(byte[]? Key, bool IsLost);

/// <summary>Keys of some streams, by version.</summary>
internal sealed class HeldKeys(IEnumerable<(string Stream, long FromVersion, StreamKey Key)> keys)
{
    private readonly ILookup<string, (string Stream, long FromVersion, StreamKey Key)> _byStream =
        keys.OrderByDescending(k => k.FromVersion).ToLookup(k => k.Stream, StringComparer.Ordinal);

    /// <summary>Which key serves a version, and whether it can.</summary>
    public StreamKey Find(string stream, long version) => _byStream[stream].FirstOrDefault(k => k.FromVersion <= version).Key;

    /// <summary>The key that serves a version; null when it was destroyed or the stream has none. A lost one is refused.</summary>
    public byte[]? Of(string stream, long version) =>
        Find(stream, version) is { IsLost: false } key ? key.Key : throw HistoryRefusals.BodyUnavailable.ToException();
}

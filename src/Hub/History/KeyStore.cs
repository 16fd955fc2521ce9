using Npgsql;
using NpgsqlTypes;

namespace SharingHub.Hub.History;

/// <summary>Where the keys of streams are kept: every stream has one from its first event on.</summary>
internal sealed class KeyStore(NpgsqlDataSource database)
{
    /// <summary>Keeps keys of new streams, in the transaction that appends their first events.</summary>
    public static NpgsqlBatchCommand Create(IEnumerable<(string Stream, byte[] Key)> created)
    {
        var keys = created.ToList();
        var command = new NpgsqlBatchCommand("insert into keys.stream_key (stream, key) select * from unnest($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Stream).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Key).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        return command;
    }

    /// <summary>The keys of these streams, by stream; a stream that has none is left out.</summary>
    public async Task<Dictionary<string, byte[]>> ReadAsync(IEnumerable<string> streams, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select stream, key from keys.stream_key where stream = any ($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = streams.Distinct(StringComparer.Ordinal).ToArray() });
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            keys.Add(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
        }

        return keys;
    }
}

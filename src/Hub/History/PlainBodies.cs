using Npgsql;
using NpgsqlTypes;

namespace SharingHub.Hub.History;

/// <summary>
/// Seals the bodies of records that rest open, in a database from before they were sealed. Until a stream's are, none of its later acts can be
/// told from them, so this ends before anything is served. A start that is cut off goes on at the next.
/// </summary>
internal sealed partial class PlainBodies(ILogger<PlainBodies> logger)
{
    /// <summary>Streams in one transaction.</summary>
    private const int Batch = 500;

    public async Task SealAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        for (var total = 0; ;)
        {
            var streams = await SealSomeAsync(database, stop);
            total += streams;
            if (streams == 0)
            {
                if (total > 0)
                {
                    Sealed(total);
                }

                return;
            }
        }
    }

    private static async Task<int> SealSomeAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var (ids, bodies, streams) = (new List<Guid>(), new List<byte[]>(), new HashSet<string>(StringComparer.Ordinal));
        await using (var read = new NpgsqlCommand(
            $"""
            with batch as (select stream, key, plain_until from keys.stream_key where plain_until > 0 order by stream limit {Batch} for update)
            select s.stream, s.key, e.version, e.id, e.bdata from batch s
            join history.mt_events e on e.stream_id = s.stream and e.version <= s.plain_until
            """,
            connection,
            transaction))
        {
            await using var reader = await read.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                var (stream, id) = (reader.GetString(0), reader.GetGuid(3));
                streams.Add(stream);
                ids.Add(id);
                bodies.Add(SealedBody.Seal(reader.GetFieldValue<byte[]>(1), id, stream, reader.GetInt64(2), reader.GetFieldValue<byte[]>(4)));
            }
        }

        if (streams.Count == 0)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("update history.mt_events e set bdata = n.body from unnest($1, $2) as n(id, body) where e.id = n.id")
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = ids.ToArray() },
                        new NpgsqlParameter { Value = bodies.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                    },
                },
                new NpgsqlBatchCommand("update keys.stream_key set plain_until = 0 where stream = any ($1)")
                {
                    Parameters = { new NpgsqlParameter { Value = streams.ToArray() } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return streams.Count;
    }

    [LoggerMessage(LogLevel.Information, "The bodies of {Records} records rested open and are sealed now. VACUUM FULL history.mt_events frees what is left of them on disk.")]
    private partial void Sealed(int records);
}

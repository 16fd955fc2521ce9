using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>The log's keys, and how one takes over from another: by an event, before its first checkpoint.</summary>
internal sealed class LogKeys(NpgsqlDataSource database, SignerClient signer, TimeProvider time, LedgerLog log)
{
    private const string Actor = "system:ledger";

    /// <summary>No member's: the log is the hub's own.</summary>
    private const string Member = "-";

    private const string Sql = "select k.vkey, k.event_id, i.idx from ledger.log_key k left join ledger.index i on i.event_id = k.event_id order by k.position";

    public async Task<KnownKeys> ReadAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        return await ReadAsync(connection, stop);
    }

    /// <summary>Has the signer's key take over, if the signer shows that it may: each key from the newest known one on must have signed for its successor.</summary>
    /// <returns>Whether it took over, now or meanwhile.</returns>
    public async Task<bool> SucceedAsync(VerifierKey next, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // Another replica may be at the same; it is waited for, and what it committed is read.
        await KeyStore.ClaimAsync(connection, transaction, StreamKeys.LogKey, stop);
        var known = await ReadAsync(connection, stop);
        if (await SuccessionsAsync(known, next, stop) is not { } successions)
        {
            return false;
        }

        if (successions.Count > 0)
        {
            await KeepAsync(connection, transaction, known, successions, stop);
            await transaction.CommitAsync(stop);
            successions.ForEach(s => log.KeySucceeded(s.Old.ToString(), s.New.ToString()));
        }

        return true;
    }

    private async Task<List<KeySuccession>?> SuccessionsAsync(KnownKeys known, VerifierKey next, CancellationToken stop)
    {
        var successions = new List<KeySuccession>();
        var passed = known.All.Select(k => k.Key.ToString()).ToHashSet(StringComparer.Ordinal);
        for (var from = known.Newest!; from.ToString() != next.ToString(); from = successions[^1].New)
        {
            if (await signer.SuccessionAsync(from, stop) is not { Ok: true, Value: { } succession } || succession.Old.ToString() != from.ToString() || !passed.Add(succession.New.ToString()))
            {
                return null;
            }

            successions.Add(succession);
        }

        return successions;
    }

    private async Task KeepAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, KnownKeys known, List<KeySuccession> successions, CancellationToken stop)
    {
        var events = successions.Select((s, i) => new NewEvent(
            Ids.New(time), StreamKeys.LogKey, StreamTypes.Ledger, known.All.Count + i, EventTypes.LogKeySucceeded,
            new LogKeySucceeded { Note = s.Note.ToString() }.ToByteArray(), Member, Actor)).ToList();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("insert into ledger.log_key (position, vkey, event_id) select * from unnest($1, $2, $3)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = events.Select(e => e.Version).ToArray() },
                        new NpgsqlParameter { Value = successions.Select(s => s.New.ToString()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                        new NpgsqlParameter { Value = events.Select(e => e.Id).ToArray() },
                    },
                },
                HistoryWriter.Append(events),
            },
        };
        await batch.ExecuteNonQueryAsync(stop);
    }

    private static async Task<KnownKeys> ReadAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var keys = new List<KnownKey>();
        while (await reader.ReadAsync(stop))
        {
            keys.Add(new KnownKey(
                VerifierKey.Parse(reader.GetString(0)).OrThrow(),
                await reader.IsDBNullAsync(1, stop) ? null : reader.GetGuid(1),
                await reader.IsDBNullAsync(2, stop) ? null : reader.GetInt64(2)));
        }

        return new KnownKeys(keys);
    }
}

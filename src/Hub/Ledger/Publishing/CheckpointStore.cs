using Npgsql;
using SharingHub.Cosigning;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Signed checkpoints, as they are published.</summary>
internal sealed class CheckpointStore(NpgsqlDataSource database)
{
    private const string Latest =
        """
        select c.size, c.root, coalesce(w.note, c.note), clock_timestamp() - c.signed_at, w.note is not null
        from (select * from ledger.checkpoint order by size desc limit 1) c
        left join lateral (select note from ledger.cosigned where size = c.size order by witnessed_at desc limit 1) w on true
        """;

    private const string EvidenceSql =
        """
        select (select max(witnessed_at) from (select witnessed_at from ledger.cosigned order by size desc, witnessed_at desc limit 1) w),
          (select signed_at from ledger.checkpoint order by size limit 1), clock_timestamp()
        """;

    /// <summary>The newest checkpoint, with its cosignatures once a quorum gave them; null before the first.</summary>
    public async Task<SignedTree?> LatestAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Latest);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new SignedTree(new(reader.GetInt64(0), new(reader.GetFieldValue<byte[]>(1))), reader.GetString(2), reader.GetTimeSpan(3), reader.GetBoolean(4))
            : null;
    }

    /// <summary>When a quorum last saw a checkpoint, when the first one was signed, and the database's clock.</summary>
    public async Task<(Evidence Evidence, DateTimeOffset Now)> EvidenceAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand(EvidenceSql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        async Task<DateTimeOffset?> At(int column) => await reader.IsDBNullAsync(column, stop) ? null : reader.GetFieldValue<DateTimeOffset>(column);
        return (new Evidence(await At(0), await At(1)), reader.GetFieldValue<DateTimeOffset>(2));
    }

    /// <summary>Keeps what a quorum cosigned.</summary>
    public async Task KeepCosignedAsync(CosignedCheckpoint cosigned, CancellationToken stop)
    {
        await using var command = database.CreateCommand("insert into ledger.cosigned (size, witnessed_at, note) values ($1, $2, $3) on conflict do nothing");
        command.Parameters.AddWithValue(cosigned.Checkpoint.Size);
        command.Parameters.AddWithValue(cosigned.WitnessedAt!.Value.ToUniversalTime());
        command.Parameters.AddWithValue(cosigned.Note.ToString());
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The entries that checkpoints cover; 0 before the first.</summary>
    public async Task<long> CoveredAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select coalesce(max(size), 0) from ledger.checkpoint");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}

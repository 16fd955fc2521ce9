using Npgsql;
using SharingHub.Cosigning;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Signed checkpoints, as they are published.</summary>
internal sealed class CheckpointStore(NpgsqlDataSource database)
{
    /// <summary>Those that peer hubs have cosigned as they did the one before, or had a second to. The next one is not signed sooner, so what is shown is one behind at most.</summary>
    private const string Awaited =
        "signed_at < clock_timestamp() - interval '1 second' or awaits <@ array(select witness from ledger.peer_cosigned p where p.size = checkpoint.size)";

    private const string EvidenceSql =
        """
        select (select max(witnessed_at) from (select witnessed_at from ledger.cosigned order by size desc, witnessed_at desc limit 1) w),
          (select signed_at from ledger.checkpoint order by size limit 1), clock_timestamp()
        """;

    /// <summary>The newest checkpoint, with the cosignatures that came; null before the first.</summary>
    public Task<SignedTree?> LatestAsync(CancellationToken stop) => NewestAsync("true", stop);

    /// <summary>
    /// The newest checkpoint that peer hubs have cosigned, or had their time to: who reads it finds their cosignatures on it. Never an older one than before; null before
    /// the first.
    /// </summary>
    public Task<SignedTree?> ShownAsync(CancellationToken stop) => NewestAsync(Awaited, stop);

    /// <summary>What a caller is shown: a peer hub the newest, which it is to cosign; all others what they wait for.</summary>
    public Task<SignedTree?> ForAsync(Caller caller, CancellationToken stop) => caller.IsPeerHub ? LatestAsync(stop) : ShownAsync(stop);

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

    private async Task<SignedTree?> NewestAsync(string which, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            $"""
            select c.size, c.root, coalesce(w.note, c.note) || p.lines, clock_timestamp() - c.signed_at, w.note is not null
            from (select * from ledger.checkpoint where {which} order by size desc limit 1) c
            left join lateral (select note from ledger.cosigned where size = c.size order by witnessed_at desc limit 1) w on true
            cross join lateral (select coalesce(string_agg(line, '' order by witness), '') as lines from ledger.peer_cosigned where size = c.size) p
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new SignedTree(new(reader.GetInt64(0), new(reader.GetFieldValue<byte[]>(1))), reader.GetString(2), reader.GetTimeSpan(3), reader.GetBoolean(4))
            : null;
    }
}

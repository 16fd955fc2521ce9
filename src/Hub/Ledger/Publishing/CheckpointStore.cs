using Npgsql;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Signed checkpoints and the log's public key, as they are published.</summary>
internal sealed class CheckpointStore(NpgsqlDataSource database)
{
    /// <summary>The newest checkpoint; null before the first.</summary>
    public async Task<SignedTree?> LatestAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select size, root, note, clock_timestamp() - signed_at from ledger.checkpoint order by size desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new SignedTree(new(reader.GetInt64(0), new(reader.GetFieldValue<byte[]>(1))), reader.GetString(2), reader.GetTimeSpan(3))
            : null;
    }

    /// <summary>The entries that checkpoints cover; 0 before the first.</summary>
    public async Task<long> CoveredAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select coalesce(max(size), 0) from ledger.checkpoint");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The log's vkey; null before the first checkpoint.</summary>
    public async Task<string?> LogKeyAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select vkey from ledger.log_key");
        return await command.ExecuteScalarAsync(stop) as string;
    }
}

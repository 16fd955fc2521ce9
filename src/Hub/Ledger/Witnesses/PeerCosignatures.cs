using System.Text;
using Npgsql;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Ledger.Witnesses;

/// <summary>The cosignatures that peer hubs gave this log's checkpoints.</summary>
internal sealed class PeerCosignatures(NpgsqlDataSource database)
{
    /// <summary>The checkpoint of a size, as the log's keys signed it; null when there is none.</summary>
    public async Task<SignedNote?> CheckpointAsync(long size, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select note from ledger.checkpoint where size = $1");
        command.Parameters.AddWithValue(size);
        return await command.ExecuteScalarAsync(stop) is string note ? SignedNote.Parse(Encoding.UTF8.GetBytes(note)).OrThrow() : null;
    }

    /// <summary>Keeps them, one of each key: the first.</summary>
    /// <param name="size">Of the checkpoint.</param>
    /// <param name="cosignatures">Verified, of one key each.</param>
    public async Task KeepAsync(long size, IReadOnlyCollection<VerifiedSignature> cosignatures, CancellationToken stop)
    {
        await using var command = database.CreateCommand("insert into ledger.peer_cosigned (size, witness, line) select $1, * from unnest($2, $3) on conflict do nothing");
        command.Parameters.AddWithValue(size);
        command.Parameters.AddWithValue(cosignatures.Select(c => c.Key.ToString()).ToArray());
        command.Parameters.AddWithValue(cosignatures.Select(c => c.Signature.ToLine()).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The size of the newest checkpoint that any of these keys cosigned; 0 before the first.</summary>
    public async Task<long> NewestAsync(IEnumerable<string> witnesses, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select coalesce(max(size), 0) from ledger.peer_cosigned where witness = any ($1)");
        command.Parameters.AddWithValue(witnesses.ToArray());
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}

using Npgsql;

namespace SharingHub.Hub.Ledger;

/// <summary>How far the ledger has taken events in.</summary>
internal static class LedgerCoverage
{
    /// <summary>Whether the ledger covers an act, and so all acts of its stream before it: what it needs their keys for is done.</summary>
    public static async Task<bool> CoversAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid eventId, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from ledger.index where event_id = $1 and idx < (select size from ledger.tree))", connection, transaction);
        command.Parameters.AddWithValue(eventId);
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }
}

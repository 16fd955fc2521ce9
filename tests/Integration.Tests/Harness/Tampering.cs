using Npgsql;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>What somebody does to a hub's database behind its back.</summary>
internal static class Tampering
{
    /// <summary>Takes the tree: whoever integrates leaves again at once, until this is disposed.</summary>
    public static async Task<IAsyncDisposable> HoldTreeAsync(this TheHub hub)
    {
        var connection = await hub.Database.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("select from ledger.tree for update", connection);
        await hold.ExecuteNonQueryAsync();
        // The transaction ends with its connection.
        return connection;
    }

    /// <summary>Changes one bit of each body of a stream; done again, it puts them back.</summary>
    public static async Task FlipBodiesAsync(this TheHub hub, string stream)
    {
        await using var flip = hub.Database.CreateCommand("update history.mt_events set bdata = set_byte(bdata, 1, get_byte(bdata, 1) # 1) where stream_id = $1");
        flip.Parameters.AddWithValue(stream);
        (await flip.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0, stream);
    }
}

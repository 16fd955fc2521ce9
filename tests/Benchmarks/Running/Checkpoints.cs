using Npgsql;

namespace SharingHub.Benchmarks.Running;

/// <summary>How far the ledger is signed.</summary>
internal static class Checkpoints
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until a checkpoint covers all that has its index now.</summary>
    public static async Task CoverAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var head = await AskAsync("select size from ledger.head");
        while (await AskAsync("select coalesce(max(size), 0) from ledger.checkpoint") < head)
            await Task.Delay(Pause, cancellation);

        async Task<long> AskAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        }
    }
}

using Npgsql;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>A table (bigint, bytea) without index, on the hub's own server.</summary>
internal static class LimitTable
{
    public static async Task<NpgsqlDataSource> OpenAsync(Stage stage, string table, CancellationToken cancellation)
    {
        var database = NpgsqlDataSource.Create(await stage.LimitsDatabaseAsync(cancellation));
        await using var create = database.CreateCommand($"CREATE TABLE {table} (id bigint, body bytea)");
        await create.ExecuteNonQueryAsync(cancellation);
        return database;
    }

    public static async Task EmptyAsync(NpgsqlDataSource database, string table, CancellationToken cancellation)
    {
        await using var truncate = database.CreateCommand($"TRUNCATE {table}");
        await truncate.ExecuteNonQueryAsync(cancellation);
    }
}

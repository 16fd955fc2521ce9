using Npgsql;

namespace SharingHub.Launcher.Postgres;

/// <summary>Databases by name, on the server that a connection string leads to.</summary>
public static class Databases
{
    /// <summary>Creates the database where it is missing, and answers the connection string to it.</summary>
    public static async Task<string> EnsureAsync(string server, string database, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }

        return new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
    }
}

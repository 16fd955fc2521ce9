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

    /// <summary>Creates a role that owns nothing where it is missing, and answers the connection string to the database as that role. For a server that trusts who reaches it.</summary>
    /// <param name="server">Not the database itself: a connection that is kept to it would be in the way of whoever copies or renames it.</param>
    /// <param name="database">Connection string of the database.</param>
    /// <param name="role">Its name.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<string> EnsureRoleAsync(string server, string database, string role, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", connection) { Parameters = { new() { Value = role } } };
        if (await exists.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE ROLE \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\" LOGIN", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }

        return new NpgsqlConnectionStringBuilder(database) { Username = role }.ConnectionString;
    }
}

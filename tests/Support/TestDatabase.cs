using Npgsql;

namespace SharingHub.Tests.Support;

/// <summary>An empty database of a test's own, dropped when it is returned.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static int rented;

    private readonly string server;
    private readonly string name;

    private TestDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> RentAsync()
    {
        var database = new TestDatabase(await TestCluster.ConnectionStringAsync(), $"test_{Environment.ProcessId}_{Interlocked.Increment(ref rented)}");
        await database.ExecuteOnServerAsync($"CREATE DATABASE {database.name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await ExecuteOnServerAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

using Npgsql;

namespace SharingHub.Identity.Tests.Hosting;

/// <summary>An own database on the server that SHARINGHUB_TEST_POSTGRES names, dropped in the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private TestDatabase(string server, string name) => (_server, _name) = (server, name);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("SHARINGHUB_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
            throw new InvalidOperationException("Set SHARINGHUB_TEST_POSTGRES to a connection string of a PostgreSQL server where databases may be created.");
        var database = new TestDatabase(server, $"identity_{Guid.NewGuid():N}");
        await database.OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private async Task OnServerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

using Npgsql;
using SharingHub.Launcher.Hosting;
using SharingHub.Tests.Support;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Two replicas whose keys lie on another PostgreSQL than what they open.</summary>
public sealed class HubWithKeyDatabase : TheHub, IAsyncLifetime
{
    private TestDatabase? _keys;
    private NpgsqlDataSource? _source;

    internal NpgsqlDataSource Keys => _source!;

    protected override string? ExpectedError => "is not in the key database";

    public new async ValueTask InitializeAsync()
    {
        _keys = await TestDatabase.RentAsync();
        _source = NpgsqlDataSource.Create(_keys.ConnectionString);
        await base.InitializeAsync();
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _source!.DisposeAsync();
        await _keys!.DisposeAsync();
    }

    internal async Task KeysAsync(string sql)
    {
        await using var command = Keys.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected override HostOptions Configure(HostOptions usual) => base.Configure(usual) with
    {
        Replicas = 2,
        Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(24))],
        Environment = new Dictionary<string, string?> { ["ConnectionStrings__Keys"] = _keys!.ConnectionString },
    };
}

using Npgsql;

namespace SharingHub.Hub.History;

/// <summary>
/// The role that owns tables, triggers and functions. Where it is another than the hub's own, the hub may do only what <c>grants.sql</c> says: add to
/// history, and not change it. Used while starting, and closed then.
/// </summary>
/// <param name="hubConnectionString">The hub's own.</param>
/// <param name="ownerConnectionString">The owner's; null where the hub is the owner.</param>
/// <param name="hub">The hub's own connections.</param>
internal sealed class SchemaOwner(string hubConnectionString, string? ownerConnectionString, NpgsqlDataSource hub) : IDisposable
{
    private readonly NpgsqlDataSource? _apart = ownerConnectionString is null ? null : NpgsqlDataSource.Create(ownerConnectionString);

    /// <summary>The database, as its owner.</summary>
    public NpgsqlDataSource Database => _apart ?? hub;

    /// <summary>The same, for who opens connections of its own.</summary>
    public string ConnectionString => ownerConnectionString ?? hubConnectionString;

    /// <summary>Gives the hub's own role what it needs, and takes what it had beyond that.</summary>
    /// <exception cref="InvalidOperationException">The hub's own role could do as the owner all the same.</exception>
    public async Task GrantAsync(string grants, CancellationToken stop)
    {
        if (_apart is null)
        {
            return;
        }

        var role = await HubRoleAsync(stop);
        await using var connection = await _apart.OpenConnectionAsync(stop);
        await using (var look = new NpgsqlCommand("select rolsuper or rolreplication or pg_has_role(rolname, current_user, 'member') from pg_roles where rolname = $1", connection))
        {
            look.Parameters.AddWithValue(role);
            if (await look.ExecuteScalarAsync(stop) is not false)
            {
                throw new InvalidOperationException(
                    "ConnectionStrings:Hub must be of a role that is neither a superuser nor a member of ConnectionStrings:HubOwner's: it could change history all the same.");
            }
        }

        await using (var name = new NpgsqlCommand("select set_config('sharinghub.role', $1, false)", connection))
        {
            name.Parameters.AddWithValue(role);
            await name.ExecuteNonQueryAsync(stop);
        }

        await using var command = new NpgsqlCommand(grants, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    public void Dispose() => _apart?.Dispose();

    private async Task<string> HubRoleAsync(CancellationToken stop)
    {
        await using var command = hub.CreateCommand("select current_user::text");
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }
}

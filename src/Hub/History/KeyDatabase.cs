using Npgsql;

namespace SharingHub.Hub.History;

/// <summary>
/// The database that keeps the keys of records apart from what they open. Without one of its own, keys lie in schema <c>keys</c> of
/// the hub's database and are written in its transactions.
/// </summary>
internal sealed class KeyDatabase(NpgsqlDataSource? apart) : IDisposable
{
    /// <summary>Seconds; a probe is asked every few.</summary>
    private const int ProbePatience = 2;

    public bool IsApart => apart is not null;

    /// <summary>Keeps new keys; they are durable when this returns.</summary>
    public async Task KeepAsync(IReadOnlyCollection<NewStreamKey> keys, CancellationToken stop)
    {
        await using var command = apart!.CreateCommand("insert into keys.record_key (reference, key) select * from unnest($1, $2)");
        command.Parameters.AddWithValue(keys.Select(k => k.Reference!.Value).ToArray());
        command.Parameters.AddWithValue(keys.Select(k => k.Key).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The keys that are there of these; none when there is no such database.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> ReadAsync(Guid[] references, CancellationToken stop)
    {
        var found = new Dictionary<Guid, byte[]>(references.Length);
        if (apart is null || references.Length == 0)
        {
            return found;
        }

        await using var command = apart.CreateCommand("select reference, key from keys.record_key where reference = any ($1)");
        command.Parameters.AddWithValue(references);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            found.Add(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
        }

        return found;
    }

    /// <summary>Destroys keys; those that are gone already do not matter.</summary>
    public async Task DestroyAsync(Guid[] references, CancellationToken stop)
    {
        await using var command = apart!.CreateCommand("delete from keys.record_key where reference = any ($1)");
        command.Parameters.AddWithValue(references);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Whether it answers. True where there is none.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stop)
    {
        if (apart is null)
        {
            return true;
        }

        try
        {
            await using var command = apart.CreateCommand("select from keys.record_key limit 1");
            command.CommandTimeout = ProbePatience;
            await command.ExecuteNonQueryAsync(stop);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    public async Task SetUpAsync(CancellationToken stop)
    {
        if (apart is null)
        {
            return;
        }

        // Replicas that start together would otherwise create the same thing at once, which PostgreSQL refuses one of them.
        await using var command = apart.CreateCommand(
            """
            do $$ begin
              perform pg_advisory_xact_lock(5427107012637099);
              create schema if not exists keys;
              create table if not exists keys.record_key (reference uuid primary key, key bytea not null);
            end $$
            """);
        await command.ExecuteNonQueryAsync(stop);
    }

    public void Dispose() => apart?.Dispose();
}

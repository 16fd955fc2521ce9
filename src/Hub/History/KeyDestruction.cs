using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>
/// Destroys keys. In the hub's database that is part of the transaction that says so. Where keys have a database of their own, the hub's lets
/// go of the reference first, so that nothing reads the key any more, and notes it; then it is destroyed there, at once, and again at every start and
/// from time to time: a crash in between, or a backup of the key database put back, changes nothing in the end.
/// </summary>
internal sealed partial class KeyDestruction(NpgsqlDataSource database, KeyDatabase apart, TimeProvider time, ILogger<KeyDestruction> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly AsyncSignal _wanted = new();

    /// <summary>Lets go of all keys that serve versions before this one, and makes a fresh one serve from it on.</summary>
    public static async Task ReplaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string stream, long fromVersion, NewStreamKey fresh, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            with gone as (
              insert into keys.expunged_key (reference)
              select reference from keys.stream_key where stream = $1 and from_version < $2 and reference is not null),
            cleared as (update keys.stream_key set key = null, reference = null where stream = $1 and from_version < $2)
            insert into keys.stream_key (stream, from_version, key, reference) values ($1, $2, $3, $4)
            """,
            connection,
            transaction);
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(fromVersion);
        command.Parameters.Add(new NpgsqlParameter { Value = fresh.Reference is null ? fresh.Key : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)fresh.Reference ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Destroys in the key database all keys that the hub let go of; called once a transaction that did so is committed.</summary>
    /// <returns>Whether it is done; if not, it is tried again in the background.</returns>
    public async Task<bool> DestroyAsync(CancellationToken stop)
    {
        try
        {
            return await ReconcileAsync(stop);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
        {
            // Whatever is wrong with the key database, the expunge is committed.
            NotDestroyed(e.GetType().Name);
            _wanted.Fire();
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (wanted, pause) = (_wanted.Next, Interval);
            try
            {
                await ReconcileAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                NotReconciled(e.GetType().Name);
                pause = Signals.Net;
            }

            await Task.WhenAny(wanted, Task.Delay(pause, time, stoppingToken));
        }
    }

    private async Task<bool> ReconcileAsync(CancellationToken stop)
    {
        var references = new List<Guid>();
        await using (var command = database.CreateCommand("select reference from keys.expunged_key"))
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                references.Add(reader.GetGuid(0));
            }
        }

        if (references.Count == 0)
        {
            return true;
        }

        if (!apart.IsApart)
        {
            NoKeyDatabase(references.Count);
            return false;
        }

        await apart.DestroyAsync([.. references], stop);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Keys of an expunged record are not destroyed yet ({Error}); trying again.")]
    private partial void NotDestroyed(string error);

    [LoggerMessage(LogLevel.Warning, "Keys of expunged records were not looked for ({Error}); trying again.")]
    private partial void NotReconciled(string error);

    [LoggerMessage(LogLevel.Warning, "{Keys} keys of expunged records are in a key database that this replica is not set up for (ConnectionStrings:Keys).")]
    private partial void NoKeyDatabase(int keys);
}

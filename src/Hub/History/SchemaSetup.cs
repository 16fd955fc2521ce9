using System.Security.Cryptography;
using System.Text;
using Marten;
using Npgsql;

namespace SharingHub.Hub.History;

/// <summary>
/// Brings the database to the shape that this version needs: Marten's tables, then <c>schema.sql</c>, then bodies that rest open from before, then what the hub's own role may do. Replicas that start together
/// wait for each other on an advisory lock. Where the database has that shape already nothing is locked: other replicas may be serving from it. It runs
/// before anything that serves.
/// </summary>
internal sealed partial class SchemaSetup(SchemaOwner owner, KeyDatabase keys, PlainBodies plain, ILogger<SchemaSetup> logger) : IHostedService
{
    /// <summary>Any number, as long as nothing else in this database locks it.</summary>
    private const long Lock = 0x5348_4152_494e_47;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await owner.Database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", cancellationToken);
        try
        {
            await using (var store = DocumentStore.For(options =>
            {
                HistoryRoom.ConfigureHistory(options);
                options.Connection(owner.ConnectionString);
            }))
            {
                await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            }

            await ShapeAsync(connection, Script("schema.sql"), cancellationToken);
            await keys.SetUpAsync(cancellationToken);
            await plain.SealAsync(owner.Database, cancellationToken);
            await owner.GrantAsync(Script("grants.sql"), cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The script's digest is kept as the comment of the schema that it makes, so that one that ran whole is known.</summary>
    private async Task ShapeAsync(NpgsqlConnection connection, string script, CancellationToken stop)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        await using var look = new NpgsqlCommand("select obj_description(to_regnamespace('ledger'), 'pg_namespace')", connection);
        while (await look.ExecuteScalarAsync(stop) as string != digest)
        {
            try
            {
                // One transaction: all of it, or nothing.
                await ExecuteAsync(connection, $"{script};\ncomment on schema ledger is '{digest}'", stop);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                LostToOthers();
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Script(string name)
    {
        using var reader = new StreamReader(typeof(SchemaSetup).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [LoggerMessage(LogLevel.Warning, "The database's shape was not changed: what another replica was writing stood against it. Trying again.")]
    private partial void LostToOthers();
}

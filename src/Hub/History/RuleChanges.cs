using System.Globalization;
using Google.Protobuf;
using Marten;
using Npgsql;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>
/// Changes to members and agreements, one at a time: each is one transaction that holds the rules, so a change decides on
/// rules that nobody else is changing, and all replicas see them in one order. Each event carries the generation that it began, so the
/// rules of any generation can be folded from history.
/// </summary>
internal sealed class RuleChanges
{
    /// <summary>
    /// The advisory lock that a change takes for itself and a disclosure shares, each until its transaction ends. It is a queue: a change
    /// that waits is not overtaken by later disclosures.
    /// </summary>
    public const long Lock = 0x5348_5255_4C45_53;

    /// <summary>The header of a rule event that holds the generation it began.</summary>
    public const string GenerationHeader = "generation";

    private const string Now = "select generation, clock_timestamp() from history.rules";

    private readonly NpgsqlDataSource _database;
    private readonly IDocumentStore _store;
    private readonly SharedRead<(long Generation, DateTimeOffset Now)> _now;

    public RuleChanges(NpgsqlDataSource database, IDocumentStore store)
    {
        (_database, _store) = (database, store);
        _now = new SharedRead<(long, DateTimeOffset)>(ReadNowAsync);
    }

    /// <summary>
    /// Decides on one stream and appends what was decided. The decision sees the stream as it is while the rules are held;
    /// a refusal is thrown as a status and commits nothing, and no event at all is no change.
    /// </summary>
    /// <returns>The state after the change.</returns>
    public async Task<TState> DecideAsync<TState>(
        Acting acting, string stream, Func<TState?, Task<(IReadOnlyList<IMessage> Events, Refusal? Refusal)>> decide, CancellationToken stop)
        where TState : class
    {
        await using var connection = await _database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var generation = await HoldAsync(connection, transaction, stop) + 1;

        await using var session = _store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        var state = await session.Events.AggregateStreamAsync<TState>(stream, token: stop);
        var (events, refusal) = await decide(state);
        if (refusal is not null)
        {
            throw refusal.ToException();
        }

        if (events.Count == 0)
        {
            return state!;
        }

        session.SetHeader("actor", acting.Actor);
        session.SetHeader("member", acting.Member);
        session.SetHeader(GenerationHeader, generation.ToString(CultureInfo.InvariantCulture));
        if (state is null)
        {
            await KeepKeyAsync(stream, connection, transaction, stop);
            session.Events.StartStream<TState>(stream, events);
        }
        else
        {
            session.Events.Append(stream, events);
        }

        await session.SaveChangesAsync(stop);
        state = await session.Events.AggregateStreamAsync<TState>(stream, token: stop);
        await ReleaseAsync(generation, connection, transaction, stop);
        await transaction.CommitAsync(stop);
        return state!;
    }

    /// <summary>The generation of the rules and the database's clock, read together.</summary>
    public Task<(long Generation, DateTimeOffset Now)> NowAsync(CancellationToken stop) => _now.AskAsync(stop);

    /// <summary>Takes the lock of the rules for this transaction: no disclosure is committed before it ends.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await using var wait = new NpgsqlCommand($"select pg_advisory_xact_lock({Lock})", connection, transaction);
        await wait.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Shares the lock of the rules for this transaction: no change of them is committed before it ends.</summary>
    /// <returns>The generation of the rules as it stays until then, and the database's clock.</returns>
    public static async Task<(long Generation, DateTimeOffset Now)> ShareAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            // Two statements: the second one sees what whoever held the lock before committed.
            BatchCommands = { new NpgsqlBatchCommand($"select pg_advisory_xact_lock_shared({Lock})"), new NpgsqlBatchCommand(Now) },
        };
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
    }

    private async Task<(long Generation, DateTimeOffset Now)> ReadNowAsync()
    {
        await using var command = _database.CreateCommand(Now);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
    }

    private static async Task<long> HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await LockAsync(connection, transaction, stop);

        // A statement of its own: it sees what whoever held the lock before committed.
        await using var command = new NpgsqlCommand("select generation from history.rules", connection, transaction);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    private static async Task KeepKeyAsync(string stream, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { KeyStore.Create([(stream, StreamKeyring.NewKey())]) } };
        await batch.ExecuteNonQueryAsync(stop);
    }

    private static async Task ReleaseAsync(long generation, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("with moved as (update history.rules set generation = $1) select pg_notify($2, '')", connection, transaction);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(Signals.RulesChannel);
        await command.ExecuteNonQueryAsync(stop);
    }
}

using Google.Protobuf;
using Marten;
using Npgsql;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>
/// Changes to members and agreements, one at a time: each is one transaction that holds the generation row, so a change decides on
/// rules that nobody else is changing, and all replicas see them in one order.
/// </summary>
internal sealed class RuleChanges(NpgsqlDataSource database, IDocumentStore store)
{
    /// <summary>Runs a change as the caller and commits what it appended. A <see cref="Refusal"/> thrown as a status commits nothing.</summary>
    private async Task<T> ChangeAsync<T>(Caller caller, Func<IDocumentSession, Task<T>> change, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await ExecuteAsync("select generation from history.rules for update", connection, transaction, stop);

        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        session.SetHeader("actor", caller.Actor);
        session.SetHeader("member", caller.Member);
        var result = await change(session);
        await session.SaveChangesAsync(stop);

        await ExecuteAsync($"update history.rules set generation = generation + 1; select pg_notify('{Signals.RulesChannel}', '')", connection, transaction, stop);
        await transaction.CommitAsync(stop);
        return result;
    }

    /// <summary>
    /// Decides on one stream and appends what was decided. The decision sees the stream as it is while the rules are held;
    /// a refusal commits nothing, and no event at all is no change.
    /// </summary>
    /// <returns>The state after the change.</returns>
    public Task<TState> DecideAsync<TState>(
        Caller caller, string stream, Func<TState?, Task<(IReadOnlyList<IMessage> Events, Refusal? Refusal)>> decide, CancellationToken stop)
        where TState : class => ChangeAsync(
        caller,
        async session =>
        {
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

            if (state is null)
            {
                session.Events.StartStream<TState>(stream, events);
            }
            else
            {
                session.Events.Append(stream, events);
            }

            await session.SaveChangesAsync(stop);
            return (await session.Events.AggregateStreamAsync<TState>(stream, token: stop))!;
        },
        stop);

    /// <summary>The generation of the rules and the database's clock, read together.</summary>
    public async Task<(long Generation, DateTimeOffset Now)> NowAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select generation, clock_timestamp() from history.rules");
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
    }

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(stop);
    }
}

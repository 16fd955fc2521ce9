using System.Globalization;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>Records' streams inside a transaction: claimed, folded from history, appended to.</summary>
internal sealed class RecordStreams(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// Claims the streams: whoever else wants one of them waits until the transaction ends. New streams are claimed by inserting their
    /// key, held ones by locking it, both in the order of their names, so claims never wait for each other in a circle.
    /// </summary>
    /// <returns>The state of each stream, and the transaction's time.</returns>
    public static async Task<(Dictionary<string, RecordState> States, DateTimeOffset Now)> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<string> streams, bool create, CancellationToken stop)
    {
        var names = streams.Order(StringComparer.Ordinal).ToArray();
        var states = new Dictionary<string, RecordState>(names.Length, StringComparer.Ordinal);
        var now = create ? await CreateAsync(connection, transaction, names, states, stop) : default;
        var held = names.Where(n => !states.ContainsKey(n)).ToArray();
        if (held.Length > 0)
        {
            now = await LoadAsync(connection, transaction, held, states, stop);
        }

        return (states, now);
    }

    public async Task<RecordReceipt> RetractAsync(Caller caller, RetractRequest request, CancellationToken stop)
    {
        var stream = StreamKeys.Record(caller.Member, request.Name.Kind, request.Name.Id);
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var (states, now) = await ClaimAsync(connection, transaction, [stream], create: false, stop);
        var (retracted, held, refusal) = RecordDecisions.Retract(states.GetValueOrDefault(stream), request.Name.Revision, request.Reason);
        if (refusal is not null)
        {
            throw refusal.ToException();
        }

        var state = states[stream];
        if (retracted is not null)
        {
            held = new HeldRevision(Ids.New(time), state.Version + 1, now, []);
            var appended = new NewEvent(
                held.EventId, stream, StreamTypes.Record, held.Version, EventTypes.RecordRetracted, retracted.ToByteArray(), caller.Member, caller.Actor);
            await ExecuteAsync(connection, transaction, HistoryWriter.Append([appended]), stop);
        }

        await transaction.CommitAsync(stop);
        return Results.Receipt(new RecordName { Contributor = caller.Member, Kind = request.Name.Kind, Id = request.Name.Id, Revision = state.Revision }, held!);
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlBatchCommand command, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command } };
        await batch.ExecuteNonQueryAsync(stop);
    }

    private static async Task<DateTimeOffset> CreateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] names, Dictionary<string, RecordState> states, CancellationToken stop)
    {
        var keys = names.Select(_ => StreamKeyring.NewKey()).ToArray();
        await using var command = new NpgsqlCommand(
            """
            with created as (
              insert into keys.stream_key (stream, key) select stream, key from unnest($1, $2) as n(stream, key) order by stream
              on conflict do nothing returning stream, key)
            select now(), stream, key from (select 1) one left join created on true
            """,
            connection,
            transaction);
        command.Parameters.AddWithValue(names);
        command.Parameters.Add(new NpgsqlParameter { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await using var reader = await command.ExecuteReaderAsync(stop);
        DateTimeOffset now = default;
        while (await reader.ReadAsync(stop))
        {
            now = reader.GetFieldValue<DateTimeOffset>(0);
            if (!await reader.IsDBNullAsync(1, stop))
            {
                states.Add(reader.GetString(1), new RecordState(reader.GetFieldValue<byte[]>(2)));
            }
        }

        return now;
    }

    private static async Task<DateTimeOffset> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] names, Dictionary<string, RecordState> states, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                // Waits for whoever holds one of them; the second statement then sees what they committed.
                new NpgsqlBatchCommand("select stream, key, now() from keys.stream_key where stream = any ($1) order by stream for update")
                {
                    Parameters = { new NpgsqlParameter { Value = names } },
                },
                new NpgsqlBatchCommand("select stream_id, version, id, type, timestamp, bdata from history.mt_events where stream_id = any ($1) order by stream_id, version")
                {
                    Parameters = { new NpgsqlParameter { Value = names } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(stop);
        DateTimeOffset now = default;
        while (await reader.ReadAsync(stop))
        {
            states.Add(reader.GetString(0), new RecordState(reader.GetFieldValue<byte[]>(1)));
            now = reader.GetFieldValue<DateTimeOffset>(2);
        }

        await reader.NextResultAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            Fold(states[reader.GetString(0)], reader);
        }

        return now;
    }

    private static void Fold(RecordState state, NpgsqlDataReader row)
    {
        var (version, id, type, at) = (row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4));
        if (type == EventTypes.RecordRetracted)
        {
            state.ApplyRetraction(new HeldRevision(id, version, at, []));
        }
        else if (type is EventTypes.RecordSubmitted or EventTypes.RecordRevised)
        {
            var record = IntelRecord.Parser.ParseFrom(row.GetFieldValue<byte[]>(5));
            state.ApplyContent(record, new HeldRevision(id, version, at, StreamKeyring.ContentDigest(state.Key, CanonicalRecord.Of(record))));
        }
        else
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A record's stream holds an event of type {type}."));
        }
    }
}

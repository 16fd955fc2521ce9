using System.Globalization;
using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>Records' streams inside a transaction: claimed, folded from history, appended to.</summary>
internal sealed class RecordStreams(NpgsqlDataSource database, StreamClaims claims, TimeProvider time)
{
    /// <summary>Claims the streams: whoever else wants one of them waits until the transaction ends.</summary>
    /// <param name="create">Whether records that do not exist begin with this.</param>
    /// <returns>The state of each stream, and the transaction's time.</returns>
    public async Task<(Dictionary<string, RecordState> States, DateTimeOffset Now)> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<string> streams, bool create, CancellationToken stop)
    {
        var claimed = await claims.ClaimAsync(connection, transaction, streams, create, stop);
        return (Fold(claimed), claimed.Now);
    }

    /// <summary>The states of those claimed streams that are records'.</summary>
    public static Dictionary<string, RecordState> Fold(ClaimedStreams claimed)
    {
        var states = claimed.Created.Keys.Concat(claimed.Held).Where(n => n.StartsWith(StreamKeys.RecordPrefix, StringComparison.Ordinal))
            .ToDictionary(n => n, n => new RecordState(claimed.KeyOf(n)), StringComparer.Ordinal);
        foreach (var act in claimed.Events)
        {
            if (states.TryGetValue(act.Stream, out var state))
            {
                Fold(state, act);
            }
        }

        return states;
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
                held.EventId, stream, StreamTypes.Record, held.Version, EventTypes.RecordRetracted, retracted.ToByteArray(), caller.Member, caller.Actor,
                Key: state.Key);
            await ExecuteAsync(connection, transaction, [HistoryWriter.Append([appended])], stop);
        }

        await transaction.CommitAsync(stop);
        return Results.Receipt(new RecordName { Contributor = caller.Member, Kind = request.Name.Kind, Id = request.Name.Id, Revision = state.Revision }, held!);
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync(stop);
        await batch.ExecuteNonQueryAsync(stop);
    }

    private static void Fold(RecordState state, ClaimedEvent act)
    {
        state.Acts.Add(act.Id);
        if (act.Type == EventTypes.RecordExpunged)
        {
            state.ApplyExpunge(act.Version);
        }
        else if (act.Body.Access != BodyAccess.Open)
        {
            state.ApplyUnreadable(act.Version);
        }
        else if (act.Type == EventTypes.RecordRetracted)
        {
            state.ApplyRetraction(new HeldRevision(act.Id, act.Version, act.Recorded, []));
        }
        else if (act.Type is EventTypes.RecordSubmitted or EventTypes.RecordRevised)
        {
            var record = IntelRecord.Parser.ParseFrom(act.Body.Bytes);
            state.ApplyContent(record, new HeldRevision(act.Id, act.Version, act.Recorded, StreamKeyring.ContentDigest(act.Body.Key!, CanonicalRecord.Of(record))));
        }
        else
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A record's stream holds an event of type {act.Type}."));
        }
    }
}

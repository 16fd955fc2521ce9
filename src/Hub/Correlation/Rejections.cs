using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation;

/// <summary>A change of what a recipient rejects. The lesser name first.</summary>
/// <param name="IsRejected">False takes a rejection back.</param>
internal sealed record RejectionChange(long Version, bool IsRejected, RecordName One, RecordName Other, string Reason, string Actor);

/// <summary>Which links a recipient rejects for a purpose: one stream of history each.</summary>
internal sealed class Rejections(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The changes after a version of the stream, in order.</summary>
    public async Task<List<RejectionChange>> SinceAsync(string recipient, Purpose purpose, long version, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        return await ReadAsync(connection, null, StreamKeys.Links(recipient, purpose), version, stop);
    }

    public async Task<List<RejectionChange>> StandingAsync(string recipient, Purpose purpose, CancellationToken stop) =>
        [.. Standing(await SinceAsync(recipient, purpose, 0, stop)).Values.OrderBy(change => change.Version)];

    /// <summary>Changes nothing where it is so already.</summary>
    public async Task ChangeAsync(Caller caller, Purpose purpose, RecordName one, RecordName other, bool reject, string reason, CancellationToken stop)
    {
        (one, other) = InOrder(one, other);
        var stream = StreamKeys.Links(caller.Member, purpose);
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await KeyStore.ClaimAsync(connection, transaction, stream, stop);
        var changes = await ReadAsync(connection, transaction, stream, 0, stop);
        if (Standing(changes).ContainsKey((StreamKeys.Record(one), StreamKeys.Record(other))) == reject)
        {
            return;
        }

        IMessage body = reject
            ? new LinkRejected { Purpose = purpose, One = one, Other = other, Reason = reason }
            : new LinkRestored { Purpose = purpose, One = one, Other = other, Reason = reason };
        var appended = new NewEvent(
            Ids.New(time), stream, StreamTypes.Links, changes.Count + 1, reject ? EventTypes.LinkRejected : EventTypes.LinkRestored, body.ToByteArray(), caller.Member, caller.Actor);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { HistoryWriter.Append([appended]) } };
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static (RecordName One, RecordName Other) InOrder(RecordName one, RecordName other)
    {
        (one, other) = (WithoutRevision(one), WithoutRevision(other));
        return string.CompareOrdinal(StreamKeys.Record(one), StreamKeys.Record(other)) <= 0 ? (one, other) : (other, one);
    }

    private static RecordName WithoutRevision(RecordName name) => new() { Contributor = name.Contributor, Kind = name.Kind, Id = name.Id };

    private static Dictionary<(string, string), RejectionChange> Standing(List<RejectionChange> changes)
    {
        var standing = new Dictionary<(string, string), RejectionChange>();
        foreach (var change in changes)
        {
            var pair = (StreamKeys.Record(change.One), StreamKeys.Record(change.Other));
            if (change.IsRejected)
            {
                standing[pair] = change;
            }
            else
            {
                standing.Remove(pair);
            }
        }

        return standing;
    }

    private static async Task<List<RejectionChange>> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string stream, long after, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select version, type, bdata, headers->>'actor' from history.mt_events where stream_id = $1 and version > $2 order by version", connection, transaction);
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(after);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var changes = new List<RejectionChange>();
        while (await reader.ReadAsync(stop))
        {
            var (version, body, actor) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(2), reader.GetString(3));
            if (reader.GetString(1) == EventTypes.LinkRejected)
            {
                var rejected = LinkRejected.Parser.ParseFrom(body);
                changes.Add(new RejectionChange(version, true, rejected.One, rejected.Other, rejected.Reason, actor));
            }
            else
            {
                var restored = LinkRestored.Parser.ParseFrom(body);
                changes.Add(new RejectionChange(version, false, restored.One, restored.Other, restored.Reason, actor));
            }
        }

        return changes;
    }
}

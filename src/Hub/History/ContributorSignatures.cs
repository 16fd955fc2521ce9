using Npgsql;
using NpgsqlTypes;

namespace SharingHub.Hub.History;

/// <summary>
/// What shows that contributors signed for their records, beside the events that hold them. It rests sealed under the record's key, so that it
/// goes with the record. Written in the event's own transaction; an event without a row was not signed for.
/// </summary>
internal sealed class ContributorSignatures(NpgsqlDataSource database)
{
    public static NpgsqlBatchCommand Keep(IReadOnlyCollection<NewEvent> signed)
    {
        var command = new NpgsqlBatchCommand("insert into history.contributor_signature (event_id, sealed) select * from unnest($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = signed.Select(e => e.Id).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = signed.Select(e => e.StoredSignature).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        return command;
    }

    /// <summary>Those of these events that were signed for, as they rest: <see cref="SealedBody.Open"/> opens them.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> ReadAsync(Guid[] events, CancellationToken stop)
    {
        var found = new Dictionary<Guid, byte[]>();
        if (events.Length == 0)
        {
            return found;
        }

        await using var command = database.CreateCommand("select event_id, sealed from history.contributor_signature where event_id = any ($1)");
        command.Parameters.AddWithValue(events);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            found.Add(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
        }

        return found;
    }
}

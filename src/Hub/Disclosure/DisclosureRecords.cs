using System.Runtime.CompilerServices;
using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>A disclosure as history holds it, and when its recipient said that it holds the page.</summary>
internal sealed record PastDisclosure(Guid Id, DateTimeOffset Recorded, Disclosed Body, DateTimeOffset? AcknowledgedAt);

/// <summary>Past disclosures: found by record or recipient, and acknowledged.</summary>
internal sealed class DisclosureRecords(NpgsqlDataSource database, TimeProvider time)
{
    private const string Select =
        """
        select e.id, e.timestamp, e.bdata, a.timestamp
        from history.mt_events e left join history.mt_events a on a.stream_id = e.stream_id and a.version = 2
        where e.stream_id in (select 'disclosure/' || disclosure_id from disclosure.disclosed where {0}) and e.version = 1
        order by e.id
        """;

    public IAsyncEnumerable<PastDisclosure> OfRecordAsync(string recordStream, CancellationToken stop) => ReadAsync("record_stream = $1", recordStream, stop);

    public IAsyncEnumerable<PastDisclosure> ToRecipientAsync(string recipient, CancellationToken stop) => ReadAsync("recipient = $1", recipient, stop);

    /// <summary>What this recipient was disclosed of any of these records.</summary>
    public IAsyncEnumerable<PastDisclosure> ToRecipientAsync(string recipient, string[] recordStreams, CancellationToken stop) =>
        ReadAsync("recipient = $1 and record_stream = any ($2)", recipient, stop, recordStreams);

    /// <summary>Appends an acknowledgement to each of these disclosures that has none yet. All must be the caller's, or none is.</summary>
    /// <returns>How many had none.</returns>
    public async Task<int> AcknowledgeAsync(Caller caller, Guid[] ids, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var open = new List<string>();
        var own = 0;
        await using (var claim = new NpgsqlCommand(
            """
            select id, version from history.mt_streams
            where id in (select 'disclosure/' || disclosure_id from disclosure.disclosed where recipient = $1 and disclosure_id = any ($2))
            order by id for update
            """,
            connection,
            transaction))
        {
            claim.Parameters.AddWithValue(caller.Member);
            claim.Parameters.AddWithValue(ids);
            await using var reader = await claim.ExecuteReaderAsync(stop);
            for (; await reader.ReadAsync(stop); own++)
            {
                if (reader.GetInt64(1) == 1)
                {
                    open.Add(reader.GetString(0));
                }
            }
        }

        if (own != ids.Length)
        {
            throw Refusal.NotFound.ToException();
        }

        if (open.Count > 0)
        {
            var body = new DisclosureAcknowledged { Recipient = caller.Member }.ToByteArray();
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    HistoryWriter.Append(open.ConvertAll(stream =>
                        new NewEvent(Ids.New(time), stream, StreamTypes.Disclosure, 2, EventTypes.DisclosureAcknowledged, body, caller.Member, caller.Actor))),
                },
            };
            await batch.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return open.Count;
    }

    private async IAsyncEnumerable<PastDisclosure> ReadAsync(
        string where, string value, [EnumeratorCancellation] CancellationToken stop, string[]? others = null)
    {
        await using var command = database.CreateCommand(Select.Replace("{0}", where, StringComparison.Ordinal));
        command.Parameters.AddWithValue(value);
        if (others is not null)
        {
            command.Parameters.AddWithValue(others);
        }

        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            yield return new PastDisclosure(
                reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), Disclosed.Parser.ParseFrom(reader.GetFieldValue<byte[]>(2)),
                await reader.IsDBNullAsync(3, stop) ? null : reader.GetFieldValue<DateTimeOffset>(3));
        }
    }
}

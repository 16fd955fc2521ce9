using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;
using SharingHub.Verification.Events;

namespace SharingHub.Hub.Disclosure;

/// <summary>What peer hubs passed on: noted as they show it, and found by record or recipient.</summary>
internal sealed class OnwardDisclosures(NpgsqlDataSource database, TimeProvider time)
{
    private const string Select =
        """
        select e.bdata, a.bdata
        from disclosure.onward o join history.mt_events e on e.stream_id = o.stream and e.version = 1
          left join history.mt_events a on a.stream_id = o.stream and a.version = 2
        where {0}
        order by e.id
        """;

    /// <summary>Notes what is not known yet, all of it or none.</summary>
    /// <param name="peer">The hub that shows it. What it tells of must be records that it was disclosed.</param>
    /// <returns>How many were not known.</returns>
    public async Task<int> NoteAsync(Caller peer, IReadOnlyList<OnwardEvent> events, CancellationToken stop)
    {
        var told = events.Where(e => !e.IsAcknowledgement).DistinctBy(e => e.DisclosureId).ToDictionary(e => StreamOf(peer, e));
        var acknowledged = events.Where(e => e.IsAcknowledgement).DistinctBy(e => e.DisclosureId).ToDictionary(e => StreamOf(peer, e));
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await RequireDisclosedAsync(connection, peer, [.. told.Values.SelectMany(e => e.Records).Select(r => r.Stream).Distinct()], stop);
        var added = await ClaimAsync(connection, peer, told, stop);
        var open = await OpenAsync(connection, acknowledged, added.ToDictionary(stream => stream, stream => told[stream]), stop);
        List<NewEvent> news =
        [
            .. added.Select(stream => EventOf(peer, stream, 1, told[stream], told[stream].Records[0].Name.Contributor)),
            .. open.Select(one => EventOf(peer, one.Stream, 2, acknowledged[one.Stream], one.Contributor)),
        ];
        if (news.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { KeyStore.Create(added.Select(stream => (stream, StreamKeyring.NewKey()))), HistoryWriter.Append(news) },
            };
            await batch.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return news.Count;
    }

    public IAsyncEnumerable<PastOnward> OfRecordAsync(string recordStream, CancellationToken stop) => ReadAsync("o.records @> $1", new[] { recordStream }, stop);

    /// <param name="recipient"><c>name@hub</c>.</param>
    public IAsyncEnumerable<PastOnward> ToRecipientAsync(string recipient, CancellationToken stop) => ReadAsync("o.recipient = $1", recipient, stop);

    private static string StreamOf(Caller peer, OnwardEvent one) => StreamKeys.Onward(peer.Member, one.DisclosureId);

    private NewEvent EventOf(Caller peer, string stream, long version, OnwardEvent one, string contributor)
    {
        var body = new PassedOn { Hub = peer.Member, Contributor = contributor, Receipt = one.Receipt }.ToByteArray();
        return new NewEvent(Ids.New(time), stream, StreamTypes.Onward, version, EventTypes.PassedOn, body, peer.Member, peer.Actor);
    }

    /// <summary>A peer hub speaks only of what it got.</summary>
    private static async Task RequireDisclosedAsync(NpgsqlConnection connection, Caller peer, string[] records, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select count(*) from unnest($2::text[]) record where not exists (
              select from disclosure.disclosed d where d.recipient = $1
                and d.acts && array(select i.idx from history.mt_events r join ledger.index i on i.event_id = r.id where r.stream_id = record))
            """,
            connection);
        command.Parameters.AddWithValue(peer.Member);
        command.Parameters.AddWithValue(records);
        if ((long)(await command.ExecuteScalarAsync(stop))! > 0)
        {
            throw DisclosureRefusals.NeverDisclosed.ToException();
        }
    }

    /// <summary>Those of these streams that did not exist.</summary>
    private static async Task<List<string>> ClaimAsync(NpgsqlConnection connection, Caller peer, Dictionary<string, OnwardEvent> told, CancellationToken stop)
    {
        var added = new List<string>();
        // In one order, so that two reports of the same wait for each other and never in a circle.
        foreach (var (stream, one) in told.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            await using var command = new NpgsqlCommand(
                "insert into disclosure.onward (stream, recipient, records) values ($1, $2, $3) on conflict do nothing returning stream", connection);
            command.Parameters.AddWithValue(stream);
            command.Parameters.AddWithValue($"{one.Recipient}@{peer.Member}");
            command.Parameters.AddWithValue(one.Records.Select(r => r.Stream).Distinct().ToArray());
            if (await command.ExecuteScalarAsync(stop) is string)
            {
                added.Add(stream);
            }
        }

        return added;
    }

    /// <summary>Those of these streams that hold no acknowledgement yet, each with whose records they are of.</summary>
    private static async Task<List<(string Stream, string Contributor)>> OpenAsync(
        NpgsqlConnection connection, Dictionary<string, OnwardEvent> acknowledged, Dictionary<string, OnwardEvent> added, CancellationToken stop)
    {
        var held = acknowledged.Keys.Where(added.ContainsKey).Select(stream => (Stream: stream, added[stream].Recipient, added[stream].Records[0].Name.Contributor, Version: 1L)).ToList();
        await using var command = new NpgsqlCommand(
            """
            select o.stream, o.recipient, o.records[1], s.version from disclosure.onward o join history.mt_streams s on s.id = o.stream
            where o.stream = any ($1) order by o.stream for update of s
            """,
            connection);
        command.Parameters.AddWithValue(acknowledged.Keys.Except(added.Keys).ToArray());
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            held.Add((reader.GetString(0), MemberId.WithoutHub(reader.GetString(1)), StreamKeys.ParseRecord(reader.GetString(2)).Contributor, reader.GetInt64(3)));
        }

        return held.Count == acknowledged.Count && held.TrueForAll(one => one.Recipient == acknowledged[one.Stream].Recipient)
            ? held.Where(one => one.Version == 1).Select(one => (one.Stream, one.Contributor)).ToList()
            : throw DisclosureRefusals.NothingToAcknowledge.ToException();
    }

    private async IAsyncEnumerable<PastOnward> ReadAsync(string where, object value, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = database.CreateCommand(Select.Replace("{0}", where, StringComparison.Ordinal));
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var (told, acknowledged) = (PassedOn.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)), await reader.IsDBNullAsync(1, stop) ? null : PassedOn.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1)));
            yield return new PastOnward(told.Hub, OnwardEvent.Of(EnvelopeOf(told), told.Receipt)!, acknowledged is null ? null : EnvelopeOf(acknowledged).Recorded);
        }
    }

    private static EventEnvelope EnvelopeOf(PassedOn passedOn) => EventEnvelope.Parse(Encoding.ASCII.GetBytes(passedOn.Receipt.Envelope)).OrThrow();
}

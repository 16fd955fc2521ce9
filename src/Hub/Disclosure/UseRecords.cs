using System.Runtime.CompilerServices;
using Npgsql;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>A use of records as history holds it.</summary>
internal sealed record PastUse(Guid Id, DateTimeOffset Recorded, Used Body);

/// <summary>Finds past uses by record or recipient, in the order of time.</summary>
internal sealed class UseRecords(NpgsqlDataSource database)
{
    private const string Select =
        """
        select e.id, e.timestamp, e.bdata
        from disclosure.used u join history.mt_events e on e.id = u.use_id
        where {0}
        order by e.id
        """;

    public IAsyncEnumerable<PastUse> OfRecordAsync(string recordStream, CancellationToken stop) => ReadAsync(
        "u.acts && array(select i.idx from history.mt_events r join ledger.index i on i.event_id = r.id where r.stream_id = $1)", recordStream, stop);

    public IAsyncEnumerable<PastUse> ToRecipientAsync(string recipient, CancellationToken stop) => ReadAsync("u.recipient = $1", recipient, stop);

    private async IAsyncEnumerable<PastUse> ReadAsync(string where, string value, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = database.CreateCommand(Select.Replace("{0}", where, StringComparison.Ordinal));
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            yield return new PastUse(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), Used.Parser.ParseFrom(reader.GetFieldValue<byte[]>(2)));
        }
    }
}

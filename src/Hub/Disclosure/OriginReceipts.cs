using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// What shows that records of other hubs were disclosed to this one: one receipt for all records of a disclosure there, beside their events, which name it. It is put
/// into each view of such a record. Written in the records' own transaction.
/// </summary>
internal sealed partial class OriginReceipts(NpgsqlDataSource database, ILogger<OriginReceipts> logger)
{
    /// <param name="hub">Whose disclosures, by its name here.</param>
    /// <param name="receipts">By the ids of the disclosures.</param>
    public static NpgsqlBatchCommand Keep(string hub, IReadOnlyCollection<(Guid Disclosure, OriginReceipt Receipt)> receipts)
    {
        var command = new NpgsqlBatchCommand("insert into disclosure.origin_receipt (hub, disclosure_id, receipt) select $1, * from unnest($2, $3)");
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = receipts.Select(r => r.Disclosure).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = receipts.Select(r => r.Receipt.ToByteArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        return command;
    }

    /// <summary>Puts its receipt into each view of a record of another hub. Records of before hold theirs themselves.</summary>
    /// <param name="views">Views.</param>
    /// <param name="origins">Of each view's record; null where it is of a member here.</param>
    public async Task<List<DraftItem>> AddAsync(List<DraftItem> views, IReadOnlyList<RecordOrigin?> origins, CancellationToken stop)
    {
        var wanted = origins.Where(IsWanted).Select(o => KeyOf(o!)).Distinct().ToList();
        if (wanted.Count == 0)
        {
            return views;
        }

        var kept = await ReadAsync(wanted, stop);
        return [.. views.Zip(origins, (view, origin) => IsWanted(origin) ? With(Find(kept, origin!), view) : view)];
    }

    private static bool IsWanted(RecordOrigin? origin) => origin is { DisclosureReceipt: null };

    private static (string Hub, Guid Disclosure) KeyOf(RecordOrigin origin) => (origin.Hub, Guid.Parse(origin.DisclosureId));

    /// <summary>As the record would be written if it held the receipt. No mask takes out where it came from.</summary>
    private static DraftItem With(OriginReceipt receipt, DraftItem view)
    {
        var record = IntelRecord.Parser.ParseFrom(view.View);
        record.Origin.DisclosureReceipt = receipt;
        return view with { View = record.ToByteArray() };
    }

    private OriginReceipt Find(Dictionary<(string Hub, Guid Disclosure), OriginReceipt> kept, RecordOrigin origin)
    {
        if (kept.TryGetValue(KeyOf(origin), out var receipt))
        {
            return receipt;
        }

        ReceiptIsGone(origin.Hub, origin.DisclosureId);
        throw HistoryRefusals.BodyDamaged.ToException();
    }

    private async Task<Dictionary<(string Hub, Guid Disclosure), OriginReceipt>> ReadAsync(List<(string Hub, Guid Disclosure)> wanted, CancellationToken stop)
    {
        var kept = new Dictionary<(string, Guid), OriginReceipt>();
        await using var command = database.CreateCommand(
            "select o.hub, o.disclosure_id, o.receipt from unnest($1, $2) w(hub, disclosure_id) join disclosure.origin_receipt o using (hub, disclosure_id)");
        command.Parameters.Add(new NpgsqlParameter { Value = wanted.Select(w => w.Hub).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = wanted.Select(w => w.Disclosure).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            kept.Add((reader.GetString(0), reader.GetGuid(1)), OriginReceipt.Parser.ParseFrom(reader.GetFieldValue<byte[]>(2)));
        }

        return kept;
    }

    [LoggerMessage(LogLevel.Error, "What shows that hub {Hub} made disclosure {Disclosure} is not kept any more. Records that came with it are not given out.")]
    private partial void ReceiptIsGone(string hub, string disclosure);
}

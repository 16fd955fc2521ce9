using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>Finds inspections by agency and by consignment. Written with history, in the same transaction; it says nothing that ids do not.</summary>
internal sealed class InspectionIndex(NpgsqlDataSource database)
{
    /// <summary>What was expunged is of no interest any more, whatever its last status.</summary>
    private const string NotExpunged = "not exists (select from keys.stream_key k where k.stream = i.stream and k.from_version > 1)";

    public static NpgsqlBatchCommand Note(RecordName name, Inspection inspection)
    {
        var command = new NpgsqlBatchCommand(
            """
            insert into targeting.inspection (stream, agency, shipment, is_open) values ($1, $2, $3, $4)
            on conflict (stream) do update set is_open = excluded.is_open
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = StreamKeys.Record(name) });
        command.Parameters.Add(new NpgsqlParameter { Value = name.Contributor });
        command.Parameters.Add(new NpgsqlParameter { Value = StreamKeys.Record(inspection.Addressee, RecordKind.Shipment, inspection.ShipmentId) });
        command.Parameters.Add(new NpgsqlParameter { Value = InspectionState.IsOpenAt(inspection.Status) });
        return command;
    }

    /// <summary>
    /// Whether another agency has an open inspection of the same consignment. That, and nothing more, is told without an agreement (docs/decisions/0016):
    /// two agencies that do not know of each other would spoil each other's operation.
    /// </summary>
    public async Task<bool> OthersAreInterestedAsync(RecordName name, CancellationToken stop) => (await OfAsync(name.Contributor, StreamKeys.Record(name), openOnly: true, stop)).SingleOrDefault().Shared;

    /// <summary>An agency's inspections: the stream of each, and whether it and another agency's of the same consignment are both open.</summary>
    /// <param name="stream">One alone; null means all.</param>
    public async Task<List<(string Stream, bool Shared)>> OfAsync(string agency, string? stream, bool openOnly, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            $"""
            select i.stream, i.is_open and exists (
              select from targeting.inspection o where o.shipment = i.shipment and o.is_open and o.agency <> i.agency and {NotExpunged.Replace("i.stream", "o.stream", StringComparison.Ordinal)})
            from targeting.inspection i where i.agency = $1 and ($2::text is null or i.stream = $2) and (i.is_open or not $3) and {NotExpunged}
            """);
        command.Parameters.AddWithValue(agency);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)stream ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.AddWithValue(openOnly);
        List<(string, bool)> found = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            found.Add((reader.GetString(0), reader.GetBoolean(1)));
        }

        return found;
    }
}

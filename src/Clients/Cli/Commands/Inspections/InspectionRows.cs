using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Inspections and receipts of acts on them as rows.</summary>
internal static class InspectionRows
{
    public static readonly string[] Columns = ["inspection", "status", "shipment", "due", "what", "remarks"];

    public static void Add(this Results results, OwnInspection own) => results.Add(
        Json.Of(own), Cells(own.Name, own.Inspection, string.Join(", ", Remarks(own))));

    public static void Add(this Results results, RecordView view)
    {
        var inspection = IntelRecord.Parser.ParseFrom(view.Record).Inspection ?? new Inspection();
        results.Add(Json.Of(view), Cells(view.Name, inspection, string.Join(", ", view.Withheld.Select(path => $"without {path}"))));
    }

    public static int Write(this Session session, params IEnumerable<RecordReceipt> receipts)
    {
        using var results = session.Results("record", "event", "committed");
        foreach (var receipt in receipts)
            results.Add(Json.Of(receipt), receipt.Name.ToText(), receipt.EventId, Json.Time(receipt.CommittedAt));
        return ExitCode.Done;
    }

    private static string[] Cells(RecordName name, Inspection inspection, string remarks) =>
        [name.ToText(), inspection.Status.ToName(), $"{inspection.Addressee}/shipment/{inspection.ShipmentId}", Due(inspection), What(inspection), remarks];

    private static string Due(Inspection inspection) => inspection.Status switch
    {
        InspectionStatus.Requested => Json.Time(inspection.RespondBy),
        InspectionStatus.Held => Json.Time(inspection.Hold?.Until),
        _ => "",
    };

    private static string What(Inspection inspection) => inspection switch
    {
        { Finding: { } finding } => $"{finding.Result.ToName()}{string.Concat(finding.Goods.Select(g => $", {g.Quantity} {g.Brand}"))}",
        { Withdrawal: { } withdrawal } => withdrawal.Reason,
        { Miss: { } miss } => miss.Reason,
        { Examination: { } examination } => $"at {examination.Port}",
        { Hold: { } hold } => hold.Place,
        _ => inspection.Reason,
    };

    private static IEnumerable<string> Remarks(OwnInspection own)
    {
        if (own.Late)
            yield return "late";
        if (own.AnotherAgencyHasAnInterest)
            yield return "another agency has an interest";
    }
}

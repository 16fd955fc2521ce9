using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>The records that acts make. All are the agency's, and bear the inspection's marking. Pure.</summary>
internal static class InspectionRecords
{
    /// <summary>The agency speaks of what it does itself.</summary>
    public const uint Certain = 100;

    /// <summary>The inspection's own next revision.</summary>
    public static IntelRecord Of(string id, uint revision, Tlp tlp, Inspection body, DateTimeOffset now)
    {
        var record = Envelope(id, revision, tlp, now.ToTimestamp());
        record.Links.Add(ToShipment(body));
        record.Inspection = body;
        return record;
    }

    /// <summary>What a finding makes: the outcome, then the seizures.</summary>
    public static IReadOnlyList<IntelRecord> OfFinding(string id, Tlp tlp, Inspection body, DateTimeOffset now) =>
        [Outcome(id, tlp, body, now), .. SeizureIds(id, body.Finding).Zip(Brands(body.Finding), (seizure, goods) => Seizure(seizure, id, tlp, body, goods, now))];

    /// <summary>The ids of the seizures that a finding makes, one a brand, in the order in which the brands come.</summary>
    public static IReadOnlyList<string> SeizureIds(string id, InspectionFinding finding) =>
        finding.BecomesSeizure ? [.. Brands(finding).Select((_, at) => $"{id}.{at + 1}")] : [];

    private static IntelRecord Outcome(string id, Tlp tlp, Inspection body, DateTimeOffset now)
    {
        var finding = body.Finding;
        var brands = Brands(finding).Select(b => b.Key).ToList();
        var record = Envelope(id, InspectionDecisions.FirstRevision, tlp, body.Examination?.ExaminedAt ?? now.ToTimestamp());
        record.Links.Add([ToInspection(id), ToShipment(body)]);
        record.InspectionOutcome = new InspectionOutcome
        {
            Carrier = body.Carrier,
            Waybill = body.Waybill,
            Result = finding.Result,
            ExaminedAt = body.Examination?.ExaminedAt,
            Port = body.Examination?.Port ?? "",
            Quantity = Sum(finding.Goods),
            // Several brands have a seizure each; naming one of them here would hide the others.
            Brand = brands.Count == 1 ? brands[0] : "",
            SeizureNumber = finding.SeizureNumber,
        };
        return record;
    }

    private static IntelRecord Seizure(string id, string inspection, Tlp tlp, Inspection body, IGrouping<string, SeizedGoods> goods, DateTimeOffset now)
    {
        var record = Envelope(id, InspectionDecisions.FirstRevision, tlp, body.Examination.ExaminedAt);
        record.Links.Add([ToInspection(inspection), ToShipment(body)]);
        record.Seizure = new Seizure
        {
            SeizureNumber = body.Finding.SeizureNumber,
            Port = body.Examination.Port,
            SeizedAt = now.ToTimestamp(),
            Brand = goods.Key,
            Quantity = Sum(goods),
            Carrier = body.Carrier,
            Waybill = body.Waybill,
        };
        return record;
    }

    private static IEnumerable<IGrouping<string, SeizedGoods>> Brands(InspectionFinding finding) => finding.Goods.GroupBy(g => g.Brand, StringComparer.Ordinal);

    /// <summary>Lines are checked one by one; what they come to is capped by the rules of the record.</summary>
    private static ulong Sum(IEnumerable<SeizedGoods> goods) => goods.Aggregate(0UL, (sum, line) => sum + line.Quantity);

    private static IntelRecord Envelope(string id, uint revision, Tlp tlp, Timestamp observedAt) =>
        new() { Id = id, Revision = revision, ObservedAt = observedAt, Tlp = tlp, Confidence = Certain };

    private static RecordLink ToInspection(string id) => new() { Kind = RecordKind.Inspection, Id = id, Role = LinkRole.ResultedFrom };

    private static RecordLink ToShipment(Inspection body) =>
        new() { Kind = RecordKind.Shipment, Contributor = body.Addressee, Id = body.ShipmentId, Role = LinkRole.About };
}

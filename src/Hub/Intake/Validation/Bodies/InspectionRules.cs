using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

/// <summary>Each field's form. What may follow what is for the acts' decisions: nobody else writes an inspection.</summary>
internal static class InspectionRules
{
    private const int Place = 200;
    private const int Reason = 500;
    private const int Lines = 64;

    public static void Check(ref Checker check, Inspection inspection)
    {
        if (inspection.Addressee.Length == 0) check.Violation("addressee", Sentences.Required);
        else check.MemberId("addressee", inspection.Addressee);
        check.RecordId("shipment_id", inspection.ShipmentId);
        check.Code("carrier", inspection.Carrier, required: true);
        check.Waybill("waybill", inspection.Waybill, required: true);
        Request(ref check, inspection.Reason, inspection.RespondBy);
        check.Given("status", inspection.Status);
        check.Message("hold", inspection.Hold, Hold);
        check.Message("examination", inspection.Examination, Examination);
        check.Message("finding", inspection.Finding, Finding);
        check.Message("withdrawal", inspection.Withdrawal, Withdrawal);
        check.Message("miss", inspection.Miss, Miss);
    }

    public static void Request(ref Checker check, string reason, Timestamp? respondBy)
    {
        check.Text("reason", reason, Reason, required: true);
        check.Time("respond_by", respondBy, required: true);
    }

    public static void Hold(ref Checker check, InspectionHold hold)
    {
        check.Text("place", hold.Place, Place, required: true);
        check.Time("until", hold.Until, required: true);
        Act(ref check, hold.RecordedAt, hold.Revision);
    }

    public static void Examination(ref Checker check, InspectionExamination examination)
    {
        check.Time("examined_at", examination.ExaminedAt, required: true);
        check.Port("port", examination.Port, required: true);
        Act(ref check, examination.RecordedAt, examination.Revision);
    }

    public static void Finding(ref Checker check, InspectionFinding finding)
    {
        check.Given("result", finding.Result);
        check.Messages("goods", finding.Goods, Lines, Seized);
        check.Code("seizure_number", finding.SeizureNumber);
        Act(ref check, finding.RecordedAt, finding.Revision);
    }

    /// <summary>A finding as it is asked to be recorded: its parts have to agree with each other as well.</summary>
    public static void FindingToRecord(ref Checker check, InspectionFinding finding)
    {
        Finding(ref check, finding);
        var seized = finding.Result == InspectionResult.Seized;
        if (seized && finding.Goods.Count == 0) check.Violation("goods", "must say what was seized, with INSPECTION_RESULT_SEIZED");
        if (!seized && finding.Goods.Count > 0) check.Violation("goods", "must be left out unless the result is INSPECTION_RESULT_SEIZED");
        if (finding.Goods.Aggregate(default(UInt128), (sum, line) => sum + line.Quantity) > Limits.Quantity) check.Violation("goods", "must be at most 9007199254740991 pieces together");
        if (!seized && finding.BecomesSeizure) check.Violation("becomes_seizure", "must be false unless the result is INSPECTION_RESULT_SEIZED");
        if (finding.BecomesSeizure && finding.SeizureNumber.Length == 0) check.Violation("seizure_number", "must be given when the finding becomes a seizure");
    }

    private static void Seized(ref Checker check, SeizedGoods goods)
    {
        check.Text("description", goods.Description, Limits.Description);
        check.Quantity("quantity", goods.Quantity, required: true);
        check.Text("brand", goods.Brand, Limits.Name, required: true);
    }

    public static void Withdrawal(ref Checker check, InspectionWithdrawal withdrawal)
    {
        check.Text("reason", withdrawal.Reason, Reason, required: true);
        Act(ref check, withdrawal.RecordedAt, withdrawal.Revision);
    }

    public static void Miss(ref Checker check, InspectionMiss miss)
    {
        check.Time("left_at", miss.LeftAt, required: true);
        check.Text("reason", miss.Reason, Reason, required: true);
        Act(ref check, miss.RecordedAt, miss.Revision);
    }

    private static void Act(ref Checker check, Timestamp? recordedAt, uint revision)
    {
        check.Time("recorded_at", recordedAt, required: true);
        check.Range("revision", revision, 1, uint.MaxValue);
    }
}

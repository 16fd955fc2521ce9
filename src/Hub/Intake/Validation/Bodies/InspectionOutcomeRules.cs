using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class InspectionOutcomeRules
{
    public static void Check(ref Checker check, InspectionOutcome outcome)
    {
        check.Code("carrier", outcome.Carrier, required: true);
        check.Waybill("waybill", outcome.Waybill, required: true);
        check.Given("result", outcome.Result);
        check.Time("examined_at", outcome.ExaminedAt);
        check.Port("port", outcome.Port);
        check.Quantity("quantity", outcome.Quantity);
        check.Text("brand", outcome.Brand, Limits.Name);
        check.Code("seizure_number", outcome.SeizureNumber);
    }
}

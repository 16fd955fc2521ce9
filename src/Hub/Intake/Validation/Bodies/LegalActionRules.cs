using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class LegalActionRules
{
    public static void Check(ref Checker check, LegalAction action)
    {
        check.Given("type", action.Type);
        check.Text("court", action.Court, Limits.Name, required: true);
        check.Code("docket_number", action.DocketNumber, Limits.Id, required: true);
        check.Time("filed_at", action.FiledAt);
        check.Messages("plaintiffs", action.Plaintiffs, Limits.Litigants, TradePartyRules.Check);
        check.Messages("defendants", action.Defendants, Limits.Litigants, TradePartyRules.Check);
        check.Known("status", action.Status);
    }
}

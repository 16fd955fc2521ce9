using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class SeizureRules
{
    public static void Check(ref Checker check, Seizure seizure)
    {
        check.Code("seizure_number", seizure.SeizureNumber, required: true);
        check.Port("port", seizure.Port);
        check.Time("seized_at", seizure.SeizedAt);
        check.Text("brand", seizure.Brand, Limits.Name);
        check.Quantity("quantity", seizure.Quantity);
        check.Amount("msrp", seizure.Msrp);
        check.Code("carrier", seizure.Carrier);
        check.Waybill("waybill", seizure.Waybill);
        check.Message("importer", seizure.Importer, TradePartyRules.Check);
        check.Message("exporter", seizure.Exporter, TradePartyRules.Check);
        check.Message("manufacturer", seizure.Manufacturer, TradePartyRules.Check);
        check.Messages("photos", seizure.Photos, Limits.Images, AttachmentRules.Check);
    }
}

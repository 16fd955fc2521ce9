using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class DetentionRules
{
    public static void Check(ref Checker check, Detention detention)
    {
        check.Time("imported_at", detention.ImportedAt);
        check.Port("port", detention.Port, required: true);
        check.Text("description", detention.Description, Limits.Description);
        check.Quantity("quantity", detention.Quantity);
        check.Country("origin_country", detention.OriginCountry);
        check.Text("brand", detention.Brand, Limits.Name);
        check.Code("carrier", detention.Carrier);
        check.Waybill("waybill", detention.Waybill);
        check.Messages("photos", detention.Photos, Limits.Images, AttachmentRules.Check);
    }
}

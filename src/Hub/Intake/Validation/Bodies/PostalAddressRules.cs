using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class PostalAddressRules
{
    public static void Check(ref Checker check, PostalAddress address)
    {
        check.Values("lines", address.Lines, Limits.AddressLines, TextRules.AddressLine);
        check.Text("city", address.City, Limits.Place);
        check.Text("region", address.Region, Limits.Place);
        check.Text("postal_code", address.PostalCode, Limits.PostalCode);
        check.Country("country", address.Country);
    }
}

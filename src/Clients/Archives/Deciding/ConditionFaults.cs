using System.Globalization;
using System.Text;
using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>What is wrong with conditions, by docs/sharing-decisions.md.</summary>
internal static class ConditionFaults
{
    public static bool HasFault(Conditions conditions)
    {
        var (brands, countries, ports, marketplaces) = (conditions.Brands, conditions.Countries, conditions.Ports, conditions.Marketplaces);
        if (brands.Count + countries.Count + ports.Count + marketplaces.Count == 0 && conditions.MinConfidence == 0)
            return true;
        if (new[] { brands, countries, ports, marketplaces }.Any(list => list.Count > 256 || list.Select(Folding.Of).Distinct().Count() != list.Count))
            return true;
        return brands.Any(brand => !IsVisible(brand, 500)) || marketplaces.Any(marketplace => !IsVisible(marketplace, 64))
            || !countries.All(CountryCodes.Contain) || !ports.All(IsPort);
    }

    /// <summary>Whether records of the kind have every attribute that is asked for.</summary>
    public static bool CouldAnswer(RecordKind kind, Conditions conditions) =>
        (conditions.Brands.Count == 0 || kind is RecordKind.Listing or RecordKind.InventoryHold or RecordKind.Seizure or RecordKind.Detention
            or RecordKind.InspectionOutcome or RecordKind.IpRight)
        && (conditions.Countries.Count == 0 || kind is RecordKind.Shipment or RecordKind.Detention or RecordKind.SellerAccount)
        && (conditions.Ports.Count == 0 || kind is RecordKind.Shipment or RecordKind.Seizure or RecordKind.Detention or RecordKind.InspectionOutcome)
        && (conditions.Marketplaces.Count == 0 || kind is RecordKind.SellerAccount or RecordKind.Listing or RecordKind.TestBuy);

    private static bool IsPort(string port) =>
        port.Length == 5 && CountryCodes.Contain(port[..2]) && port[2..].All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '9'));

    private static bool IsVisible(string text, int longest) => text.Trim().Length > 0 && text.EnumerateRunes().Count() <= longest
        && text.EnumerateRunes().All(rune => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format));
}

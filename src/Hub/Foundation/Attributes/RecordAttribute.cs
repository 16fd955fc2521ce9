using System.Collections.Frozen;
using SharingHub.V1;

namespace SharingHub.Hub.Foundation.Attributes;

/// <summary>One of the things that conditions ask for: how its values compare, and which kinds of record have it.</summary>
internal sealed record RecordAttribute(
    string Name,
    Func<Conditions, IReadOnlyList<string>> Asked,
    Func<RecordAttributes, IReadOnlyList<string>> Said,
    Func<string, string> Normalise,
    FrozenSet<RecordKind> Kinds)
{
    public static readonly RecordAttribute Brands = new(
        "brands", conditions => conditions.Brands, attributes => attributes.Brands, Folded,
        Of(RecordKind.Listing, RecordKind.InventoryHold, RecordKind.Seizure, RecordKind.Detention, RecordKind.InspectionOutcome, RecordKind.IpRight));

    public static readonly RecordAttribute Countries = new(
        "countries", conditions => conditions.Countries, attributes => attributes.Countries, Capitals,
        Of(RecordKind.SellerAccount, RecordKind.Shipment, RecordKind.Detention));

    public static readonly RecordAttribute Ports = new(
        "ports", conditions => conditions.Ports, attributes => attributes.Ports, Capitals,
        Of(RecordKind.Shipment, RecordKind.Seizure, RecordKind.Detention, RecordKind.InspectionOutcome));

    public static readonly RecordAttribute Marketplaces = new(
        "marketplaces", conditions => conditions.Marketplaces, attributes => attributes.Marketplaces, Folded,
        Of(RecordKind.SellerAccount, RecordKind.Listing, RecordKind.TestBuy));

    public static readonly IReadOnlyList<RecordAttribute> All = [Brands, Countries, Ports, Marketplaces];

    /// <summary>Upper case first: some letters have two small forms, as the final sigma, and some capitals are capitals of nothing, as the Kelvin sign.</summary>
    private static string Folded(string value) => value.Trim().ToUpperInvariant().ToLowerInvariant();

    private static string Capitals(string value) => value.Trim().ToUpperInvariant();

    private static FrozenSet<RecordKind> Of(params RecordKind[] kinds) => kinds.ToFrozenSet();
}

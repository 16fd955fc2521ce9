namespace SharingHub.Launcher.Operation;

/// <summary>What a member does in the operation; the names are those of the contract, in lower case.</summary>
public enum OperationRole
{
    Retailer,
    Carrier,
    Agency,
    RightsHolder,
    Auditor,
    PeerHub,
}

/// <summary>One member, with its one client.</summary>
public sealed record OperationMember(string Id, string DisplayName, OperationRole Role, params IReadOnlyList<string> Purposes)
{
    public string ClientId => $"{Id}-main";
}

/// <summary>
/// The model operation: a retailer's counterfeit-crimes unit, its peers, a carrier, customs, the IPR center and a rights holder,
/// with an auditor over all. Seeded unless <c>--empty</c>.
/// </summary>
public static class ModelOperation
{
    public const string BorderTargeting = "border_targeting";
    public const string CriminalInvestigation = "criminal_investigation";
    public const string CivilLitigation = "civil_litigation";
    public const string SellerVetting = "seller_vetting";
    public const string BrandProtection = "brand_protection";
    public const string Oversight = "oversight";
    public const string OnwardSharing = "onward_sharing";

    /// <summary>The client that runs the hub. It belongs to no member and has no purpose: it sees no intelligence.</summary>
    public const string OperatorClientId = "operator";

    public static IReadOnlyList<OperationMember> Members { get; } =
    [
        new("amazonia", "Amazonia", OperationRole.Retailer, SellerVetting, CivilLitigation),
        new("bazaarly", "Bazaarly", OperationRole.Retailer, SellerVetting, CivilLitigation),
        new("cartwheel", "Cartwheel", OperationRole.Retailer, SellerVetting, CivilLitigation),
        new("parcelwing", "Parcelwing", OperationRole.Carrier, BorderTargeting),
        new("customs", "Customs", OperationRole.Agency, BorderTargeting),
        new("ipcenter", "IPR Center", OperationRole.Agency, CriminalInvestigation),
        new("brandguild", "Brand Guild", OperationRole.RightsHolder, BrandProtection),
        new("inspectorate", "Inspectorate", OperationRole.Auditor, Oversight),
    ];
}

using SharingHub.Launcher.Operation;
using SharingHub.Launcher.Seed;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>
/// An agency with a retailer and a carrier whose records it may have joined: members of a line's own, so that the agency's picture holds what the line submitted
/// and nothing that others left.
/// </summary>
internal sealed record Border(string Agency, string Retailer, string Carrier)
{
    /// <summary>As the model operation's customs is placed.</summary>
    public static Border Harbour { get; } = new("harbour", "harbour-retailer", "harbour-carrier");

    /// <summary>Another, for whom many times as much is known.</summary>
    public static Border Seaport { get; } = new("seaport", "seaport-retailer", "seaport-carrier");

    public static IReadOnlyList<OperationMember> AllMembers { get; } = [.. Harbour.Members, .. Seaport.Members];

    public static IReadOnlyList<OperationAgreement> AllAgreements { get; } = [.. Harbour.Agreements, .. Seaport.Agreements];

    private IEnumerable<OperationMember> Members =>
    [
        new(Agency, Agency, OperationRole.Agency, ModelOperation.BorderTargeting),
        new(Retailer, Retailer, OperationRole.Retailer, ModelOperation.SellerVetting),
        new(Carrier, Carrier, OperationRole.Carrier, ModelOperation.BorderTargeting),
    ];

    private IEnumerable<OperationAgreement> Agreements => [Joined(Retailer, OperationAgreements.Retail), Joined(Carrier, RecordKind.Shipment)];

    private OperationAgreement Joined(string provider, params RecordKind[] kinds) => OperationAgreements.Between(
        provider,
        [Agency],
        OperationAgreements.Grant(kinds, [Purpose.BorderTargeting], Tlp.AmberStrict, OperationAgreements.Read(), OperationAgreements.NamesContributor));
}

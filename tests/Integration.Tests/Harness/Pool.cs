using SharingHub.Launcher.Operation;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>The members that tests take from. Agencies and retailers hold two purposes each, so that a third can be refused.</summary>
internal static class Pool
{
    /// <summary>Pairs of random histories; each takes six retailers and four agencies.</summary>
    public static readonly int Histories = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1" ? 60 : 8;

    public static IReadOnlyList<OperationMember> Members { get; } =
    [
        .. Some(620 + (6 * Histories), "retailer", OperationRole.Retailer, ModelOperation.SellerVetting, ModelOperation.CivilLitigation),
        .. Some(520 + (4 * Histories), "agency", OperationRole.Agency, ModelOperation.BorderTargeting, ModelOperation.CriminalInvestigation),
        .. Some(120, "carrier", OperationRole.Carrier, ModelOperation.BorderTargeting),
        .. Some(10, "guild", OperationRole.RightsHolder, ModelOperation.BrandProtection),
        .. Some(60, "peer", OperationRole.PeerHub, ModelOperation.OnwardSharing, ModelOperation.BorderTargeting),
        .. Some(80, "auditor", OperationRole.Auditor, ModelOperation.Oversight),
    ];

    private static IEnumerable<OperationMember> Some(int count, string name, OperationRole role, params string[] purposes) =>
        Enumerable.Range(1, count).Select(number => new OperationMember($"{name}-{number}", $"{name} {number}", role, purposes));
}

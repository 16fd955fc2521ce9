using SharingHub.Launcher.Operation;
using SharingHub.Launcher.Seed;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>
/// An agency to which one member alone lets its intelligence be joined, to compare with what customs gets by all of them. Its leads are made by the same
/// rule on the same days; it inspects nothing.
/// </summary>
/// <param name="Of">Whose intelligence.</param>
/// <param name="Kinds">Of which kinds.</param>
internal sealed record LoneAgency(string Of, params RecordKind[] Kinds)
{
    public static IReadOnlyList<LoneAgency> All { get; } =
    [
        new("amazonia", OperationAgreements.Retail), new("bazaarly", OperationAgreements.Retail), new("cartwheel", OperationAgreements.Retail),
        // Of what customs seizes in the run, its seizures name only waybills that have arrived: they point at nothing that is still to come.
        new("customs", RecordKind.Seizure),
    ];

    public string Id => $"{Of}-alone";

    /// <summary>The members of the model operation, and these.</summary>
    public static IReadOnlyList<OperationMember> AndMembers =>
        [.. ModelOperation.Members, .. All.Select(agency => new OperationMember(agency.Id, $"An agency with {agency.Of} alone", OperationRole.Agency, ModelOperation.BorderTargeting))];

    /// <summary>The agreements of the model operation, and what these need.</summary>
    public static IReadOnlyList<OperationAgreement> AndAgreements =>
    [
        .. OperationAgreements.All,
        .. All.Select(agency => OperationAgreements.Between(
            agency.Of, [agency.Id], OperationAgreements.Grant(agency.Kinds, [Purpose.BorderTargeting], Tlp.AmberStrict, null, OperationAgreements.NamesContributor))),
        OperationAgreements.Between(
            "parcelwing",
            [.. All.Select(agency => agency.Id)],
            OperationAgreements.Grant([RecordKind.Shipment], [Purpose.BorderTargeting], Tlp.AmberStrict, OperationAgreements.Read(), OperationAgreements.NamesContributor)),
    ];
}

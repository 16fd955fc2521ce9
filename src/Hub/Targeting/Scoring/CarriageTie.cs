namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>That an accusing record names a consignment's waybill or container.</summary>
/// <param name="Strength">0 to 1: how far it accuses.</param>
internal sealed record CarriageTie(KnownRecord Naming, double Strength);

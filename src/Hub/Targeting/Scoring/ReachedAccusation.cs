using SharingHub.Hub.Correlation.Linking;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>An accusation that reaches a party of a consignment.</summary>
/// <param name="First">What the party agrees with, at the beginning of the path.</param>
/// <param name="Strength">0 to 1: the accusation, times how well each record on the path agrees with the one before it.</param>
/// <param name="Path">Records on the way, that which agrees with the party first, that which accuses last.</param>
internal sealed record ReachedAccusation(Match First, double Strength, IReadOnlyList<string> Path);

using SharingHub.Hub.Correlation.Comparing;
using SharingHub.Hub.Correlation.Mentions;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>How a party of a consignment is tied to an accused one.</summary>
/// <param name="Strength">0 to 1: how probable that they are one actor, times the accusation, times each link's score on the way.</param>
/// <param name="Path">Records on the way, that which agrees with the party first.</param>
internal sealed record Tie(Mention Party, Mention Known, Pattern Pattern, double Strength, IReadOnlyList<string> Path);

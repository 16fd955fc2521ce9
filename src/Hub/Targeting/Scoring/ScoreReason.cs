using SharingHub.Hub.Correlation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>One thing that moves a score.</summary>
/// <param name="Field">Field of the consignment: <c>shipment.consignee</c>, <c>shipment.goods</c>.</param>
/// <param name="Weight">Log-odds.</param>
/// <param name="Path">Records that lead from the field to an accusation, that which agrees with the consignment first; empty where none does.</param>
/// <param name="Agreeing">Fields of the first record that agree. A field that the recipient's view lacks is left out and counted in <paramref name="Withheld"/>.</param>
/// <param name="Withheld">How many further fields agree that must not be named.</param>
/// <param name="Release">The least of what the records on the path allow to be told.</param>
/// <param name="Declared">For goods: what is declared.</param>
/// <param name="Support">For a shared party: at most ten of the consignments that make its share, strongest first. They count for it whatever may be told of them.</param>
/// <param name="Reliability">By what the recipient's own outcomes have multiplied its strength, 0.5 to 1.25; 1 where they taught nothing.</param>
internal sealed record ScoreReason(
    ScoreReasonKind Kind, string Field, double Weight, IReadOnlyList<string> Path, IReadOnlyList<string> Agreeing, int Withheld,
    CorrelationRelease Release, IReadOnlyList<string> Declared, IReadOnlyList<Supporting> Support, double Reliability)
{
    /// <summary>Member id of whose record accuses; null where none does.</summary>
    public string? Accuser => Path.Count == 0 ? null : JoinView.ContributorOf(Path[^1]);
}

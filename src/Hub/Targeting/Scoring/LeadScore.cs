namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>How a consignment scores and why.</summary>
/// <param name="Consignment">Name of the record, <c>contributor/kind/id</c>.</param>
/// <param name="LogOdds">What consignments are ranked by: the start plus every reason's weight.</param>
/// <param name="Start">Log-odds before anything is known of this one: the share of consignments that are tied.</param>
internal sealed record LeadScore(string Consignment, double LogOdds, double Start, IReadOnlyList<ScoreReason> Reasons)
{
    /// <summary>0 to 1.</summary>
    public double Probability => 1 / (1 + Math.Exp(-LogOdds));
}

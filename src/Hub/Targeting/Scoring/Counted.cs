namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>What a consignment is counted as.</summary>
/// <param name="Tie">How far it was tied when it came, 0 to 1.</param>
/// <param name="TieOfOthers">For each of its parties, how far it was tied without this one; once it was examined, 1 if it was seized and 0 if released.</param>
internal sealed record Counted(double Tie, double[] TieOfOthers);

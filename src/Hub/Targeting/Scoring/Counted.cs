namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>What a consignment was counted as when it came: how far it was tied, and how far without each of its parties.</summary>
internal sealed record Counted(double Tie, double[] TieOfOthers);

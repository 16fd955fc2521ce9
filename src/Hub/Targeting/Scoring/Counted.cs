namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>What a consignment was counted as when it came: its goods, and how far each party's companions were tied.</summary>
internal sealed record Counted(GoodsFeature[] Features, double Tie, double[] TieOfOthers);

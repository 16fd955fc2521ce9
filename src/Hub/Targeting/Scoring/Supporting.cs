namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>A consignment for which a party that it shares with another is suspect.</summary>
/// <param name="Consignment">Name of the record.</param>
/// <param name="Strength">0 to 1: how far it is tied to accused parties by something other than that party; 1 if it was seized.</param>
/// <param name="Records">Names of the records that tie it, or of the outcome.</param>
internal sealed record Supporting(string Consignment, double Strength, IReadOnlyList<string> Records);

using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Mentions;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>A record that was taken in.</summary>
/// <param name="Mentions">What it gives to join on; kept, so that to take a record out again costs no second reading of the others.</param>
internal sealed record KnownRecord(JoinView View, RecordMentions Mentions, double Accusation)
{
    public string Name => View.Name;
}

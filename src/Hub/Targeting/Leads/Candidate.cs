using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Targeting.Scoring;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>A consignment that its recipient may read, with its score.</summary>
/// <param name="Arrival">Its estimated arrival; where none is given, when it was observed, for it may be there any time.</param>
internal sealed record Candidate(string Name, Joinable Shipment, DateTimeOffset Arrival, LeadScore Score)
{
    private string? _mark;

    /// <summary>What has to change for it to be told again: the shipment, the score by a hundredth, or what a reason rests on.</summary>
    public string Mark => _mark ??=
        $"{Shipment.Index} {Score.Probability:F2} {string.Join(' ', Score.Reasons.Select(r => $"{r.Kind}:{r.Field}:{string.Join(',', r.Path)}"))}";
}

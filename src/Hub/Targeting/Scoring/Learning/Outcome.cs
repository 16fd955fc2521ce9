using SharingHub.Hub.Correlation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>What an examination found.</summary>
/// <param name="Consignment">Name of the record that it links to; null where it names only a waybill.</param>
/// <param name="ExaminedAt">Seconds since 1970.</param>
internal sealed record Outcome(bool Seized, string? Consignment, long ExaminedAt)
{
    /// <summary>Null for a record of another kind, and where nothing was examined.</summary>
    public static Outcome? Of(JoinView view)
    {
        if (view.Record.InspectionOutcome is not { Result: InspectionResult.Seized or InspectionResult.Released } body) return null;
        var link = view.Record.Links.FirstOrDefault(one => one.Kind == RecordKind.Shipment);
        var consignment = link is null ? null : JoinView.NameOf(link.Contributor.Length > 0 ? link.Contributor : view.Contributor, link.Kind, link.Id);
        return new Outcome(body.Result == InspectionResult.Seized, consignment, body.ExaminedAt?.Seconds ?? view.ObservedAt);
    }
}

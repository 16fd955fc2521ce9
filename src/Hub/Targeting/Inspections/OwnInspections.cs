using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>Reads an agency's own inspections, as far as they have their place in the ledger.</summary>
internal sealed class OwnInspections(InspectionIndex index, LedgerReader ledger, RuleChanges clock)
{
    /// <summary>The inspections, newest act first, and how long it is until the next of them is late; null when none can be.</summary>
    /// <param name="id">One alone; null means all.</param>
    public async Task<(IReadOnlyList<OwnInspection> Inspections, TimeSpan? UntilNextDeadline)> ReadAsync(string agency, string? id, bool openOnly, CancellationToken stop)
    {
        var stream = id is null ? null : StreamKeys.Record(agency, RecordKind.Inspection, id);
        var found = (await index.OfAsync(agency, stream, openOnly, stop)).ToDictionary(f => f.Stream, f => f.Shared, StringComparer.Ordinal);
        if (found.Count == 0)
        {
            return ([], null);
        }

        var acts = await ledger.ReadLastActsAsync([.. found.Keys], long.MaxValue, stop);
        var (_, now) = await clock.NowAsync(stop);
        List<OwnInspection> own = [];
        DateTimeOffset? next = null;
        foreach (var act in acts.Where(a => !a.IsErased && a.Type != EventTypes.RecordExpunged).OrderByDescending(a => a.Recorded))
        {
            var content = IntelRecord.Parser.ParseFrom(act.Body);
            var state = new InspectionState(agency, content.Revision, content.Tlp, content.Inspection);
            if (state.Deadline is { } deadline && deadline >= now && (next is null || deadline < next))
            {
                next = deadline;
            }

            var name = StreamKeys.ParseRecord(act.Stream);
            name.Revision = content.Revision;
            own.Add(new OwnInspection
            {
                Name = name,
                Version = (ulong)act.Version,
                Inspection = content.Inspection,
                Tlp = content.Tlp,
                Late = state.IsLate(now),
                AnotherAgencyHasAnInterest = found[act.Stream],
            });
        }

        return (own, next - now);
    }
}

using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;

namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>Which consignment an outcome is of: the one that it links to, or else the only one with its waybill. Either may come first.</summary>
internal sealed class Outcomes
{
    private readonly Dictionary<string, KnownRecord> consignments = [];
    private readonly Dictionary<JoinToken, List<KnownRecord>> byWaybill = [];
    private readonly List<KnownRecord> waiting = [];

    /// <returns>Null where none is held, or it cannot be told which; the outcome then waits.</returns>
    public KnownRecord? ConsignmentOf(KnownRecord outcome)
    {
        var found = outcome.Outcome!.Consignment is { } name ? consignments.GetValueOrDefault(name) : OnlyUnderWaybill(outcome);
        if (found is null) waiting.Add(outcome);
        return found;
    }

    /// <returns>Outcomes that have waited for this consignment, in order of arrival.</returns>
    public IReadOnlyList<KnownRecord> Arrive(KnownRecord consignment)
    {
        consignments.Add(consignment.Name, consignment);
        foreach (var entry in Waybills(consignment))
        {
            if (!byWaybill.TryGetValue(entry.Token, out var under)) byWaybill.Add(entry.Token, under = []);
            under.Add(consignment);
        }
        if (waiting.Count == 0) return [];
        var its = waiting.Where(outcome => outcome.Outcome!.Consignment is { } name ? name == consignment.Name : OnlyUnderWaybill(outcome) == consignment).ToList();
        waiting.RemoveAll(its.Contains);
        return its;
    }

    private KnownRecord? OnlyUnderWaybill(KnownRecord outcome)
    {
        KnownRecord? only = null;
        foreach (var entry in Waybills(outcome))
        {
            foreach (var consignment in byWaybill.GetValueOrDefault(entry.Token, []))
            {
                if (Math.Abs(consignment.ObservedAt - outcome.Outcome!.ExaminedAt) > AccusedCarriage.Window || consignment == only) continue;
                if (only is not null) return null;
                only = consignment;
            }
        }
        return only;
    }

    private static IEnumerable<IndexEntry> Waybills(KnownRecord record) => record.Mentions.Carriage.Where(entry => entry.Scheme == Scheme.Waybill);
}

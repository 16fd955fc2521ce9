using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Decides on records for a recipient and makes their views. Reads only; what it makes is no disclosure yet.</summary>
internal sealed class PageReader(LedgerReader ledger)
{
    /// <param name="withNotices">Whether withdrawals are told: not to one who begins, for whom nothing was there before.</param>
    public async Task<Draft> DecideAsync(
        Caller caller, Purpose purpose, string action, IReadOnlyList<SequencedEvent> acts, Func<SequencedEvent, bool> withNotices, Sharing sharing, CancellationToken stop)
    {
        var entitlement = sharing.EntitlementOf(caller.Member, purpose);
        var decided = new List<(SequencedEvent Act, RecordFacts Facts, CompiledGrant Grant, IntelRecord? Record)>(acts.Count);
        foreach (var act in acts)
        {
            var (facts, record) = FactsOf(act);
            if ((record is not null || withNotices(act)) && sharing.Decide(entitlement, facts) is { } grant)
            {
                decided.Add((act, facts, grant, record));
            }
        }

        var seen = await SeenTargetsAsync(decided.Where(d => d.Record is not null).Select(d => (d.Facts.Contributor, d.Record!)), entitlement, sharing, stop);
        var items = decided.ConvertAll(d => Item(d.Act, d.Facts, d.Grant, d.Record, seen));
        return new Draft(caller, purpose, action, items, sharing);
    }

    private static DraftItem Item(SequencedEvent act, RecordFacts facts, CompiledGrant grant, IntelRecord? record, HashSet<string> seen)
    {
        var name = StreamKeys.ParseRecord(act.Stream);
        if (record is null)
        {
            var retracted = RecordRetracted.Parser.ParseFrom(act.Body);
            name.Revision = retracted.Revision;
            return new DraftItem(act, name, facts.Tlp, facts.Confidence, grant, null, retracted.Reason);
        }

        name.Revision = record.Revision;
        var view = grant.Mask.Apply(
            act.Body, (kind, contributor, id) => seen.Contains(StreamKeys.Record(contributor.Length == 0 ? facts.Contributor : contributor, kind, id)));
        return new DraftItem(act, name, facts.Tlp, facts.Confidence, grant, view, "");
    }

    /// <summary>Which linked records this recipient may see itself; links to others are taken out of its views.</summary>
    private async Task<HashSet<string>> SeenTargetsAsync(
        IEnumerable<(string Contributor, IntelRecord Record)> records, Entitlement entitlement, Sharing sharing, CancellationToken stop)
    {
        var targets = records
            .SelectMany(r => LinksOf(r.Record).Where(l => Enum.IsDefined(l.Kind))
                .Select(l => StreamKeys.Record(l.Contributor.Length == 0 ? r.Contributor : l.Contributor, l.Kind, l.Id)))
            .ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (targets.Count == 0)
        {
            return seen;
        }

        foreach (var act in await ledger.ReadLastActsAsync([.. targets], stop))
        {
            var (facts, record) = FactsOf(act);
            if (record is not null && sharing.Decide(entitlement, facts) is not null)
            {
                seen.Add(act.Stream);
            }
        }

        return seen;
    }

    private static IEnumerable<RecordLink> LinksOf(IntelRecord record) =>
        record is { BodyCase: IntelRecord.BodyOneofCase.Sighting, Sighting.About: { } about } ? record.Links.Append(about) : record.Links;

    /// <summary>What a decision looks at. The record is null when the act withdrew it.</summary>
    private static (RecordFacts Facts, IntelRecord? Record) FactsOf(SequencedEvent act)
    {
        var name = StreamKeys.ParseRecord(act.Stream);
        if (act.Type == EventTypes.RecordRetracted)
        {
            var retracted = RecordRetracted.Parser.ParseFrom(act.Body);
            return (RecordFacts.Of(name.Contributor, name.Kind, retracted, act.SequencedAt), null);
        }

        var record = IntelRecord.Parser.ParseFrom(act.Body);
        return (RecordFacts.Of(name.Contributor, name.Kind, record, act.SequencedAt), record);
    }
}

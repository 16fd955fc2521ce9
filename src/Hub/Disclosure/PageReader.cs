using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Decides on records for a recipient and makes their views. Reads only; what it makes is no disclosure yet.</summary>
internal sealed class PageReader(LedgerReader ledger, ExpungeNotices expunged, ContributorProofs proofs, OriginReceipts origins)
{
    /// <summary>Decides on acts, each the last one on its record, given what the recipient was entitled to before: which to show, and which notices to give.</summary>
    public async Task<Selection> SelectAsync(
        string recipient, Purpose purpose, IReadOnlyList<SequencedEvent> acts, Before? before, Sharing sharing, CancellationToken stop)
    {
        var (shown, notices) = await SortAsync(recipient, purpose, acts, before, sharing, stop);
        return new Selection(shown, notices, sharing);
    }

    /// <summary>Makes the views of what was selected.</summary>
    public async Task<Draft> DraftAsync(Caller caller, Purpose purpose, string action, Selection selection, CancellationToken stop)
    {
        var sharing = selection.Sharing;
        var signed = proofs.ReadAsync(selection.Shown.ConvertAll(s => s.Act), stop);
        var seen = await SeenTargetsAsync(selection.Shown, sharing.EntitlementOf(caller.Member, purpose), sharing, stop);
        var views = proofs.Add(selection.Shown.ConvertAll(s => ViewOf(s, seen)), await signed, sharing.Members);
        // Last: what a contributor signed for is what the record says without it.
        views = await origins.AddAsync(views, selection.Shown.ConvertAll(s => s.Record.Origin), stop);
        return new Draft(caller, purpose, action, [.. views, .. selection.Notices], sharing);
    }

    private async Task<(List<Shown> Shown, List<DraftItem> Notices)> SortAsync(
        string recipient, Purpose purpose, IReadOnlyList<SequencedEvent> acts, Before? before, Sharing sharing, CancellationToken stop)
    {
        var entitlement = sharing.EntitlementOf(recipient, purpose);
        var (shown, others) = (new List<Shown>(acts.Count), new List<SequencedEvent>());
        foreach (var act in acts)
        {
            var (facts, record) = FactsOf(act);
            if (record is null || sharing.Decide(entitlement, facts) is not { } grant)
            {
                others.Add(act);
            }
            else if (before is not { SameActs: true } || !WasShownAlike(before, recipient, purpose, facts, grant))
            {
                shown.Add(new Shown(act, facts, grant, record));
            }
        }

        if (others.Count == 0)
        {
            return (shown, []);
        }

        // Whoever received a record is told that it was expunged, once for each time it walks past; rules and places do not matter to that.
        var gone = before is { SameActs: true } ? [] : others.Where(a => a.Type == EventTypes.RecordExpunged).ToList();
        List<DraftItem> notices = [.. await expunged.OfAsync(gone, recipient, purpose, sharing, stop)];
        return (shown, before is null ? notices : [.. notices, .. await NoticesAsync(others, before, recipient, purpose, stop)]);
    }

    /// <summary>Under the same mask, and for who passes it on also under the same terms: those say who beyond may have it.</summary>
    private static bool WasShownAlike(Before before, string recipient, Purpose purpose, in RecordFacts facts, CompiledGrant grant) =>
        before.Sharing.Decide(before.Sharing.EntitlementOf(recipient, purpose), facts) is { } then
        && (purpose != Purpose.OnwardSharing || (then.AgreementId, then.Revision, then.Number) == (grant.AgreementId, grant.Revision, grant.Number))
        && then.Mask.Withheld(facts.Kind).SequenceEqual(grant.Mask.Withheld(facts.Kind), StringComparer.Ordinal);

    private static DraftItem ViewOf(Shown shown, HashSet<string> seen)
    {
        var name = StreamKeys.ParseRecord(shown.Act.Stream);
        name.Revision = shown.Record.Revision;
        var own = shown.Facts.Contributor;
        var view = shown.Grant.Mask.Apply(
            shown.Act.Body, (kind, contributor, id) => seen.Contains(StreamKeys.Record(contributor.Length == 0 ? own : contributor, kind, id)));
        return new DraftItem(shown.Act, name, shown.Facts, shown.Grant, view);
    }

    /// <summary>
    /// Notices for records that the recipient was shown, or could have been, and is not shown now: withdrawn by their contributor,
    /// or out of its view because they or the rules changed. They name the record and say nothing of it.
    /// </summary>
    private async Task<List<DraftItem>> NoticesAsync(List<SequencedEvent> acts, Before before, string recipient, Purpose purpose, CancellationToken stop)
    {
        var earlier = before.SameActs
            ? acts.ToDictionary(a => a.Stream)
            : (await ledger.ReadLastActsAsync([.. acts.Where(a => a.Version > 1 && a.Index > before.Snapshot).Select(a => a.Stream)], before.Position, stop)).ToDictionary(a => a.Stream);
        var entitlement = before.Sharing.EntitlementOf(recipient, purpose);
        var notices = new List<DraftItem>();
        foreach (var act in acts.Where(a => a.Type != EventTypes.RecordExpunged && !a.IsErased))
        {
            if (!earlier.TryGetValue(act.Stream, out var then) || FactsOf(then) is not { Record: { } record } was || before.Sharing.Decide(entitlement, was.Facts) is not { } grant)
            {
                continue;
            }

            var name = StreamKeys.ParseRecord(act.Stream);
            name.Revision = record.Revision;
            var retracted = act.Type == EventTypes.RecordRetracted ? RecordRetracted.Parser.ParseFrom(act.Body) : null;
            notices.Add(new DraftItem(
                act, name, was.Facts, grant, null,
                retracted is null ? NoticeType.LeftView : NoticeType.Retracted, retracted?.Reason ?? ""));
        }

        return notices;
    }

    /// <summary>Which linked records this recipient may see itself; links to others are taken out of its views.</summary>
    private async Task<HashSet<string>> SeenTargetsAsync(
        List<Shown> records, Entitlement entitlement, Sharing sharing, CancellationToken stop)
    {
        var targets = records
            .SelectMany(r => LinksOf(r.Record).Where(l => Enum.IsDefined(l.Kind))
                .Select(l => StreamKeys.Record(l.Contributor.Length == 0 ? r.Facts.Contributor : l.Contributor, l.Kind, l.Id)))
            .ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (targets.Count == 0)
        {
            return seen;
        }

        foreach (var act in await ledger.ReadLastActsAsync([.. targets], long.MaxValue, stop))
        {
            // A link to what does not open is left out; that must not keep back the record that has the link.
            if (act.Opened.Access == BodyAccess.Open && FactsOf(act) is { Record: not null } target && sharing.Decide(entitlement, target.Facts) is not null)
            {
                seen.Add(act.Stream);
            }
        }

        return seen;
    }

    private static IEnumerable<RecordLink> LinksOf(IntelRecord record) =>
        record is { BodyCase: IntelRecord.BodyOneofCase.Sighting, Sighting.About: { } about } ? record.Links.Append(about) : record.Links;

    /// <summary>What a decision looks at. The record is null when the act withdrew it, or when what it said was erased: then there are no facts either.</summary>
    public static (RecordFacts Facts, IntelRecord? Record) FactsOf(SequencedEvent act)
    {
        if (act.IsErased || act.Type == EventTypes.RecordExpunged)
        {
            return (default, null);
        }

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

/// <summary>A record that a grant lets its recipient see.</summary>
internal sealed record Shown(SequencedEvent Act, RecordFacts Facts, CompiledGrant Grant, IntelRecord Record);

/// <summary>What of some acts is for a recipient by some rules.</summary>
internal sealed record Selection(List<Shown> Shown, List<DraftItem> Notices, Sharing Sharing)
{
    public int Count => Shown.Count + Notices.Count;

    public int Bytes => Shown.Sum(s => s.Act.BodyLength) + Notices.Sum(n => n.Act.BodyLength);

    /// <summary>The acts' ledger indexes.</summary>
    public long[] Indexes => [.. Shown.Select(s => s.Act.Index).Concat(Notices.Select(n => n.Act.Index)).Order()];

    public void Add(Selection more)
    {
        Shown.AddRange(more.Shown);
        Notices.AddRange(more.Notices);
    }
}

/// <summary>What a recipient was entitled to when it got what it has.</summary>
/// <param name="Position">The ledger index that it has everything up to.</param>
/// <param name="Snapshot">Acts up to here are told as they are, not as a change.</param>
/// <param name="SameActs">Whether the acts are ones that it was already decided on, and only the rules changed.</param>
internal sealed record Before(Sharing Sharing, long Position, long Snapshot, bool SameActs);

using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Discloses what was concluded from records: those that are shown with it, as any disclosure, and those that stand behind it, as uses. Both are committed
/// before it leaves, under the rules that it was concluded under.
/// </summary>
internal sealed class Tellings(LedgerReader ledger, PageReader reader, DisclosureWriter disclosures)
{
    public async Task<Telling> TellAsync(Caller caller, Purpose purpose, string action, Conclusion conclusion, CancellationToken stop)
    {
        var acts = await ledger.ReadAsync([.. conclusion.Shown.Select(s => s.Index)], stop);
        var unopened = acts.Where(a => a.Opened.Access is BodyAccess.Unavailable or BodyAccess.Damaged).Select(a => a.Index).ToHashSet();
        if (unopened.Count > 0)
        {
            return new Telling(null, [.. conclusion.Shown.Where(s => unopened.Contains(s.Index))]);
        }

        var selection = await reader.SelectAsync(caller.Member, purpose, [.. acts.Where(a => !a.IsErased).OrderBy(a => a.Index)], before: null, conclusion.Sharing, stop);
        if (selection.Shown.Count != conclusion.Shown.Count)
        {
            return Telling.Moved;
        }

        var draft = await reader.DraftAsync(caller, purpose, action, selection, stop) with { Uses = conclusion.Uses, ConcludedFrom = conclusion.ConcludedFrom };
        if (draft.Items.Count == 0 && draft.Uses.All(u => u.Grant is null))
        {
            return new Telling(new Told([], []), []);
        }

        return await disclosures.CommitAsync(draft, stop) is { } references ? new Telling(new Told(draft.Items, references), []) : Telling.Moved;
    }
}

/// <summary>What was concluded, as far as disclosing it goes.</summary>
/// <param name="Sharing">The rules that it was concluded under.</param>
/// <param name="ConcludedFrom">Every member whose records could have had a part in it.</param>
/// <param name="Shown">Records that are shown with it, as they were when it was concluded; others' that the recipient may read.</param>
/// <param name="Uses">Records that stand behind it.</param>
internal sealed record Conclusion(Sharing Sharing, IReadOnlyCollection<string> ConcludedFrom, IReadOnlyList<Joinable> Shown, IReadOnlyList<Joinable> Uses);

/// <summary>What became of a conclusion. Where nothing was told, conclude anew and tell that: the rules moved, a record changed since, or one does not open.</summary>
/// <param name="Unopened">Records to be shown whose bodies do not open: conclude without them. That they do not was said where they were read.</param>
internal sealed record Telling(Told? Told, IReadOnlyList<Joinable> Unopened)
{
    public static Telling Moved { get; } = new(null, []);
}

/// <summary>What was disclosed with a conclusion.</summary>
internal sealed record Told(IReadOnlyList<DraftItem> Items, IReadOnlyList<DisclosureReference> Disclosures);

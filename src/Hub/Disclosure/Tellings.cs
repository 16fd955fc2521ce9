using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Discloses what was concluded from records: those that are shown with it, as any disclosure, and those that stand behind it, as uses. Both are committed
/// before it leaves, under the rules that it was concluded under.
/// </summary>
internal sealed class Tellings(LedgerReader ledger, PageReader reader, DisclosureWriter disclosures)
{
    /// <returns>What is shown. Null when the rules moved or one of the records changed since: conclude anew, and tell that.</returns>
    public async Task<Told?> TellAsync(Caller caller, Purpose purpose, string action, Conclusion conclusion, CancellationToken stop)
    {
        var acts = await ledger.ReadAsync([.. conclusion.Shown.Select(s => s.Index)], stop);
        var selection = await reader.SelectAsync(caller.Member, purpose, [.. acts.Where(a => !a.IsErased).OrderBy(a => a.Index)], before: null, conclusion.Sharing, stop);
        if (selection.Shown.Count != conclusion.Shown.Count)
        {
            return null;
        }

        var draft = await reader.DraftAsync(caller, purpose, action, selection, stop) with { Uses = conclusion.Uses, ConcludedFrom = conclusion.ConcludedFrom };
        if (draft.Items.Count == 0 && draft.Uses.All(u => u.Grant is null))
        {
            return new Told([], []);
        }

        return await disclosures.CommitAsync(draft, stop) is { } references ? new Told(draft.Items, references) : null;
    }
}

/// <summary>What was concluded, as far as disclosing it goes.</summary>
/// <param name="Sharing">The rules that it was concluded under.</param>
/// <param name="ConcludedFrom">Every member whose records could have had a part in it.</param>
/// <param name="Shown">Records that are shown with it, as they were when it was concluded; others' that the recipient may read.</param>
/// <param name="Uses">Records that stand behind it.</param>
internal sealed record Conclusion(Sharing Sharing, IReadOnlyCollection<string> ConcludedFrom, IReadOnlyList<Joinable> Shown, IReadOnlyList<Joinable> Uses);

/// <summary>What was disclosed with a conclusion.</summary>
internal sealed record Told(IReadOnlyList<DraftItem> Items, IReadOnlyList<DisclosureReference> Disclosures);

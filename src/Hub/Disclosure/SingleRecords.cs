using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Decides on one record: what of it a caller gets, and whether it may or could be read.</summary>
internal sealed class SingleRecords(LedgerReader ledger, SharingBook book, PageReader reader, DisclosureWriter disclosures)
{
    /// <summary>What the caller gets of the record, disclosed by then. What is not for it is NOT_FOUND.</summary>
    /// <param name="name">Revision 0, or the one that must be current.</param>
    public async Task<(DraftItem Item, DisclosureReference Disclosure)> DiscloseAsync(Caller caller, Purpose purpose, RecordName name, CancellationToken stop)
    {
        while (true)
        {
            var acts = await ledger.ReadLastActsAsync([StreamKeys.Record(name)], long.MaxValue, stop);
            var selection = await reader.SelectAsync(caller.Member, purpose, acts, before: null, await book.CurrentAsync(stop), stop);
            var draft = await reader.DraftAsync(caller, purpose, "get", selection, stop);
            if (draft.Items.Count == 0 || (name.Revision != 0 && name.Revision != draft.Items[0].Name.Revision))
            {
                throw Refusal.NotFound.ToException();
            }

            if (await disclosures.CommitAsync(draft, stop) is { } references)
            {
                return (draft.Items[0], references[0]);
            }
        }
    }

    /// <summary>Whether the member may read the record now, as it stands in the ledger. Nothing of it leaves.</summary>
    public async Task<bool> MayReadAsync(string recipient, Purpose purpose, RecordName name, CancellationToken stop)
    {
        var acts = await ledger.ReadLastActsAsync([StreamKeys.Record(name)], long.MaxValue, stop);
        var sharing = await book.CurrentAsync(stop);
        return acts is [{ IsErased: false } act] && PageReader.FactsOf(act) is { Record: not null } found && sharing.Decide(sharing.EntitlementOf(recipient, purpose), found.Facts) is not null;
    }

    /// <summary>Whether a record that its contributor is about to make could be read by the member, for whichever purpose.</summary>
    public async Task<bool> WouldReachAsync(string recipient, string contributor, IntelRecord record, CancellationToken stop)
    {
        var sharing = await book.CurrentAsync(stop);
        var facts = RecordFacts.Of(contributor, KindNames.Of(record), record, sharing.Now);
        return Enum.GetValues<Purpose>().Any(purpose => sharing.Decide(sharing.EntitlementOf(recipient, purpose), facts) is not null);
    }
}

using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>One record decided for a recipient: the grant that determined, and the view, or the notice of a record that it got before.</summary>
/// <param name="Grant">For a notice, the grant under which the record had been shown.</param>
/// <param name="View">The masked bytes; null for a notice.</param>
internal sealed record DraftItem(
    SequencedEvent Act, RecordName Name, Tlp Tlp, uint Confidence, CompiledGrant Grant, byte[]? View, NoticeType Notice = NoticeType.Unspecified, string Reason = "");

/// <summary>
/// A page as decided but not yet disclosed. It relies on the versions of the rule streams that it names: if one of them moved before the
/// disclosure is committed, the page is decided anew.
/// </summary>
/// <param name="Action"><c>pull</c>, <c>subscribe</c> or <c>get</c>.</param>
internal sealed record Draft(Caller Caller, Purpose Purpose, string Action, IReadOnlyList<DraftItem> Items, Sharing Sharing)
{
    /// <summary>The rule streams that the decisions relied on, and the version of each.</summary>
    public Dictionary<string, long> ReliedOn()
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        AddMember(versions, Caller.Member);
        // A notice relies on nothing that can move: it tells of what was shown before, and shows nothing.
        foreach (var item in Items.Where(i => i.View is not null))
        {
            versions[StreamKeys.Agreement(item.Grant.AgreementId)] = item.Grant.Epoch;
            AddMember(versions, item.Grant.Provider);
        }

        return versions;
    }

    private void AddMember(Dictionary<string, long> versions, string member) =>
        versions.TryAdd(StreamKeys.Member(member), Sharing.Members.Find(member)!.Version);
}

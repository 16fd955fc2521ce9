using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>One record decided for a recipient: the grant that determined, and the view, or the notice of a record that it got before.</summary>
/// <param name="Facts">What the decision looked at.</param>
/// <param name="Grant">For a notice, the grant under which the record had been shown.</param>
/// <param name="View">The masked bytes; null for a notice.</param>
/// <param name="Proof">That the contributor signed for the record, as far as this view may show it.</param>
internal sealed record DraftItem(
    SequencedEvent Act, RecordName Name, RecordFacts Facts, CompiledGrant Grant, byte[]? View, NoticeType Notice = NoticeType.Unspecified, string Reason = "",
    ContributorProof? Proof = null);

/// <summary>A page as decided but not yet disclosed. If the rules between its parties moved before it is committed, it is decided anew.</summary>
/// <param name="Action"><c>pull</c>, <c>subscribe</c>, <c>get</c>, or what is told: <c>lead</c>, <c>links</c>, <c>ring</c>, <c>link</c>.</param>
internal sealed record Draft(Caller Caller, Purpose Purpose, string Action, IReadOnlyList<DraftItem> Items, Sharing Sharing)
{
    /// <summary>Records that stand behind what is told, and are not themselves shown.</summary>
    public IReadOnlyList<Joinable> Uses { get; init; } = [];

    /// <summary>Whoever's records what is told was concluded from, told of or not.</summary>
    public IReadOnlyCollection<string> ConcludedFrom { get; init; } = [];

    /// <summary>The streams of the records that are shown, or stand behind what is told.</summary>
    public IEnumerable<string> Streams => Items.Where(i => i.View is not null).Select(i => i.Act.Stream).Concat(Uses.Select(u => u.Stream));

    /// <summary>Whether one of these records is shown, or stands behind what is told.</summary>
    public bool RestsOn(IReadOnlySet<string> records) => records.Count > 0 && Streams.Any(records.Contains);

    /// <summary>
    /// Whether every decision would be the same under these rules at this time. A notice relies on nothing that can move: it tells of what
    /// was shown before, and shows nothing.
    /// </summary>
    public bool HoldsUnder(Sharing rules)
    {
        if (!rules.Members.IsActive(Caller.Member))
        {
            return false;
        }

        var providers = Items.Where(i => i.View is not null).Select(i => i.Grant.Provider).Concat(ConcludedFrom).Distinct().ToList();
        return (Sharing.EntitlementOf(Caller.Member, Purpose).NextChange(Sharing.Now) is not { } change || rules.Now < change || providers.Count == 0)
            && (rules.Generation == Sharing.Generation
                || providers.TrueForAll(provider => rules.Standing(provider, Caller.Member) == Sharing.Standing(provider, Caller.Member)));
    }
}

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// The events of one page: one for each agreement revision that determined some of it, and one for each under which records stand behind what it tells, with what is
/// needed to find and recheck them.
/// </summary>
internal sealed class DisclosureEvents
{
    public static readonly DisclosureEvents None = new();

    public List<NewEvent> Events { get; } = [];

    public List<DisclosureReference> References { get; } = [];

    public List<(string Stream, byte[] Key)> Keys { get; } = [];

    /// <summary>Which acts each disclosure holds, by their ledger indexes.</summary>
    public List<(Guid DisclosureId, string Recipient, Guid Agreement, long[] Acts)> Rows { get; } = [];

    /// <summary>The same of each use.</summary>
    public List<(Guid UseId, string Recipient, Guid Agreement, long[] Acts)> Uses { get; } = [];

    /// <param name="draft">A page whose rules are locked and have not moved.</param>
    /// <param name="now">The database's clock, read under those locks.</param>
    public static DisclosureEvents Of(Draft draft, DateTimeOffset now, TimeProvider time)
    {
        var page = new DisclosureEvents();
        foreach (var group in draft.Items.GroupBy(i => (i.Grant.AgreementName, i.Grant.Revision)))
        {
            page.Add(draft, [.. group], now, Ids.New(time));
        }

        // Whoever is asked for its own records discloses nothing to itself.
        foreach (var group in draft.Uses.Where(u => u.Grant is not null).GroupBy(u => (u.Grant!.AgreementName, u.Grant.Revision)))
        {
            page.AddUse(draft, [.. group.OrderBy(u => u.Index)], now, Ids.New(time));
        }

        return page;
    }

    private void AddUse(Draft draft, List<Joinable> uses, DateTimeOffset now, Guid id)
    {
        var (grant, recipient) = (uses[0].Grant!, draft.Caller.Member);
        var (stream, key) = (StreamKeys.Use(id), StreamKeyring.NewKey());
        var used = new Used
        {
            Recipient = recipient,
            Purpose = draft.Purpose,
            AgreementId = grant.AgreementName,
            AgreementRevision = grant.Revision,
            AgreementEpoch = (ulong)grant.Epoch,
            DecidedAt = now.ToTimestamp(),
            Action = draft.Action,
            RulesGeneration = (ulong)draft.Sharing.Generation,
            RulesReadAt = draft.Sharing.Now.ToTimestamp(),
            MemberEpochs = { EpochsOf(draft, grant.Provider) },
            Records = { uses.Select(Entry) },
            ToldWith = { References.Select(r => r.DisclosureId) },
        };

        Keys.Add((stream, key));
        // It is the contributor's to see: the recipient may be told less than who stands behind what it was told.
        Events.Add(new NewEvent(
            id, stream, StreamTypes.Use, 1, EventTypes.Used, used.ToByteArray(), grant.Provider, draft.Caller.Actor, $"{grant.AgreementName}@{grant.Revision}"));
        Uses.Add((id, recipient, grant.AgreementId, [.. uses.Select(u => u.Index)]));
    }

    private static UsedRecord Entry(Joinable use) => new()
    {
        Name = use.Name,
        Version = (ulong)use.Version,
        Tlp = use.Facts.Tlp,
        Confidence = use.Facts.Confidence,
        Grant = use.Grant!.Number,
        RecordIndex = (ulong)use.Index,
        Attributes = use.Facts.Attributes,
        SequencedAt = use.Facts.SequencedAt.ToTimestamp(),
    };

    private static IEnumerable<MemberEpoch> EpochsOf(Draft draft, string provider) =>
        new[] { MemberId.AnsweredBy(provider), draft.Caller.Member }.Select(m => new MemberEpoch { Member = m, Epoch = (ulong)draft.Sharing.Members.Find(m)!.Version });

    private void Add(Draft draft, List<DraftItem> items, DateTimeOffset now, Guid id)
    {
        var (grant, recipient) = (items[0].Grant, draft.Caller.Member);
        var (stream, key) = (StreamKeys.Disclosure(id), StreamKeyring.NewKey());
        var disclosed = new Disclosed
        {
            Recipient = recipient,
            Purpose = draft.Purpose,
            AgreementId = grant.AgreementName,
            AgreementRevision = grant.Revision,
            AgreementEpoch = (ulong)grant.Epoch,
            DecidedAt = now.ToTimestamp(),
            Action = draft.Action,
            RulesGeneration = (ulong)draft.Sharing.Generation,
            RulesReadAt = draft.Sharing.Now.ToTimestamp(),
        };
        disclosed.MemberEpochs.AddRange(EpochsOf(draft, grant.Provider));
        disclosed.Records.AddRange(items.Select(i => Entry(i, id)));

        Keys.Add((stream, key));
        Events.Add(new NewEvent(
            id, stream, StreamTypes.Disclosure, 1, EventTypes.Disclosed, disclosed.ToByteArray(), recipient, draft.Caller.Actor, $"{grant.AgreementName}@{grant.Revision}"));
        References.Add(new DisclosureReference
        {
            DisclosureId = id.ToString("D"),
            AgreementId = grant.AgreementName,
            AgreementRevision = grant.Revision,
            Records = (uint)items.Count,
            DeleteBy = items.Min(i => now + i.Grant.DeleteAfter)?.ToTimestamp(),
            PermittedUse = draft.Sharing.Agreements.TermsOf(grant.AgreementId, grant.Revision)!.PermittedUse,
        });
        Rows.Add((id, recipient, grant.AgreementId, [.. items.Select(i => i.Act.Index)]));
    }

    private static DisclosedRecord Entry(DraftItem item, Guid disclosure) => new()
    {
        Name = item.Name,
        Version = (ulong)item.Act.Version,
        Tlp = item.Facts.Tlp,
        Confidence = item.Facts.Confidence,
        Attributes = item.Facts.Attributes,
        Grant = item.Grant.Number,
        DeliveredDigest = item.View is null ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(StreamKeyring.DeliveredDigest(item.Act.Opened.Key!, disclosure, item.View)),
        RecordIndex = (ulong)item.Act.Index,
        Notice = item.Notice,
        SequencedAt = item.Facts.SequencedAt.ToTimestamp(),
    };
}

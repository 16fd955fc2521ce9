using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>
/// Whether a page is what the peer's ledger says was disclosed to this hub, no more and no less, and within terms that the peer told of. Pure.
/// All of a page or nothing: the first thing that does not check refuses the peer.
/// </summary>
internal sealed class PageCheck(PeerNames names, KnownTerms known)
{
    /// <summary>Views and notices of a page: as many as are asked for, which is what a hub sends unasked.</summary>
    public const int MostRecords = 500;

    /// <summary>Twice what a page of a hub takes, serialised: several are kept until they are proven. Bytes.</summary>
    private const int MostBytes = 6 * 1024 * 1024;

    private const int LongestReason = Violations.ReasonLength;

    /// <summary>More than any kind of record has fields.</summary>
    private const int MostWithheld = 500;

    /// <summary>Of the last grant: most of a page comes under one.</summary>
    private (Grant? Grant, Mask Mask) _masked = (null, Mask.Nothing);

    /// <summary>Before anything is asked about it.</summary>
    /// <exception cref="PeerRefusedException">The page holds nothing, or more than was asked for.</exception>
    public static void CheckSize(Page page)
    {
        var records = page.Views.Count + page.Notices.Count;
        Require(records > 0, $"A page holds nothing.");
        Require(records <= MostRecords, $"A page holds {records} records and notices; at most {MostRecords} were asked for.");
        Require(page.CalculateSize() is var bytes && bytes <= MostBytes, $"A page takes {bytes} bytes; at most {MostBytes} were to come.");
        Require(page.Disclosures.Count > 0 && page.Disclosures.Count <= records, $"A page names {page.Disclosures.Count} disclosures of {records} records and notices.");
    }

    /// <exception cref="PeerRefusedException">Something does not check.</exception>
    public IReadOnlyList<ForeignAct> Check(Page page, IReadOnlyList<ProvenDisclosure> disclosures)
    {
        Require(disclosures.Count == page.Disclosures.Count, $"A page names a disclosure twice.");
        foreach (var disclosure in disclosures)
        {
            var reference = page.Disclosures.Single(d => d.DisclosureId == disclosure.Id);
            Require(disclosure.Body.Recipient == names.Own, $"Disclosure {disclosure.Id} was to {disclosure.Body.Recipient}, not to this hub.");
            Require(disclosure.Body.Purpose == Purpose.OnwardSharing, $"Disclosure {disclosure.Id} was for another purpose than onward sharing.");
            Require(
                (reference.AgreementId, reference.AgreementRevision) == (disclosure.Body.AgreementId, disclosure.Body.AgreementRevision),
                $"Disclosure {disclosure.Id} stands under another agreement in the ledger than on the page.");
        }

        var told = new Dictionary<ActName, (ProvenDisclosure Disclosure, DisclosedRecord Record)>();
        foreach (var (disclosure, record) in disclosures.SelectMany(d => d.Body.Records.Select(r => (d, r))))
        {
            var act = ActName.Of(record.Name, record.Version, record.Notice);
            Require(told.TryAdd(act, (disclosure, record)), $"The ledger says twice that {act} was disclosed.");
        }

        var acts = page.Views.Select(v => OfView(v, ActName.Of(v.Name, v.Version, NoticeType.Unspecified), told))
            .Concat(page.Notices.Select(n => OfNotice(n, ActName.Of(n.Name, n.Version, n.Type), told))).ToList();
        Require(told.Count == 0, $"The ledger says that {told.Keys.FirstOrDefault()} was disclosed, and it did not come.");
        return acts;
    }

    private ForeignAct OfView(RecordView view, ActName what, Dictionary<ActName, (ProvenDisclosure Disclosure, DisclosedRecord Record)> told)
    {
        var (disclosure, shown) = Told(told, what);
        Require(view.Name is not null, $"{what} is not the name of a record.");
        Require(
            (view.AgreementId, view.AgreementRevision, view.Grant) == (disclosure.Body.AgreementId, disclosure.Body.AgreementRevision, shown.Grant),
            $"{what} came under another grant than the ledger says.");
        Require(view.Withheld.Count <= MostWithheld && view.Withheld.All(ActName.IsPlain), $"{what} lists what it may lack in words that are no paths of fields.");
        var grant = GrantOf(view, what);
        var mask = MaskOf(grant, what);
        Require(ForeignRecord.TryRead(view, mask.Withheld(view.Name.Kind), out var record, out var problem), $"{what}: {problem}");
        Require((record.Tlp, record.Confidence) == (shown.Tlp, shown.Confidence), $"{what} has another marking or confidence than the ledger says.");
        Require(record.Tlp <= grant.Ceiling, $"{what} is marked more strictly than its grant lets pass.");
        Require(mask.Apply(view.Record.Span).AsSpan().SequenceEqual(view.Record.Span), $"{what} holds what its grant withholds from this hub.");

        record.Origin = new RecordOrigin
        {
            Hub = names.Peer,
            AgreementId = view.AgreementId,
            AgreementRevision = view.AgreementRevision,
            Grant = view.Grant,
            Version = view.Version,
            DisclosureId = disclosure.Id,
            Withheld = { view.Withheld },
        };
        ForeignRecord.NameHere(record, names);
        return new ForeignAct(Here(view.Name, what), view.Version, record, NoticeType.Unspecified, "", ForeignProof.Of(view, what));
    }

    /// <summary>What the peer told of the grant that a view came under.</summary>
    private Grant GrantOf(RecordView view, ActName what)
    {
        var terms = known.Find(view.AgreementId, view.AgreementRevision);
        Require(terms is not null, $"{what} came under agreement {view.AgreementId}@{view.AgreementRevision}, of which the peer does not tell.");
        Require(terms.Provider == view.Name.Contributor, $"{what} came under an agreement of {terms.Provider}: nobody's records are another's to give.");
        Require(terms.Recipients.Contains(names.Own), $"{what} came under an agreement that does not name this hub.");
        Require(view.Grant >= 1 && view.Grant <= terms.Grants.Count, $"{what} came under grant {view.Grant}; its agreement has {terms.Grants.Count}.");
        var grant = terms.Grants[(int)view.Grant - 1];
        Require(grant.Purposes.Contains(Purpose.OnwardSharing), $"{what} came under a grant that is not for onward sharing.");
        Require(grant.Kinds.Contains(view.Name.Kind), $"{what} came under a grant that does not name its kind.");
        return grant;
    }

    private Mask MaskOf(Grant grant, ActName what)
    {
        if (ReferenceEquals(_masked.Grant, grant))
        {
            return _masked.Mask;
        }

        try
        {
            _masked = (grant, Mask.Compile(grant.Read?.WithheldClasses ?? [], grant.Read?.WithheldFields ?? []));
            return _masked.Mask;
        }
        catch (ArgumentException)
        {
            throw new PeerRefusedException($"{what} came under a grant that withholds what no record has.");
        }
    }

    private ForeignAct OfNotice(RecordNotice notice, ActName what, Dictionary<ActName, (ProvenDisclosure Disclosure, DisclosedRecord Record)> told)
    {
        var disclosed = Told(told, what).Disclosure.Body;
        Require(notice.Name is not null, $"{what} is not the name of a record.");
        Require(notice.Type != NoticeType.Unspecified && Enum.IsDefined(notice.Type), $"{what} is a notice of an unknown type.");
        Require(
            (notice.AgreementId, notice.AgreementRevision) == (disclosed.AgreementId, disclosed.AgreementRevision),
            $"{what} came under another agreement than the ledger says.");
        Require(notice.Reason.Length <= LongestReason && !notice.Reason.Any(char.IsControl), $"{what} gives a reason of more than {LongestReason} characters, or with control characters.");
        return new ForeignAct(Here(notice.Name, what), notice.Version, null, notice.Type, notice.Reason);
    }

    private RecordName Here(RecordName there, ActName what)
    {
        Require(
            RecordNames.IsMemberId(there.Contributor) && there.Kind != RecordKind.Unspecified && Enum.IsDefined(there.Kind) && RecordNames.IsRecordId(there.Id) && there.Revision > 0,
            $"{what} is not the name of a record.");
        var contributor = names.OfPeer(there.Contributor);
        Require(contributor is not null, $"{what} is of a member of another hub: a peer passes on its own members' records only.");
        return new RecordName { Contributor = contributor, Kind = there.Kind, Id = there.Id, Revision = there.Revision };
    }

    private static (ProvenDisclosure Disclosure, DisclosedRecord Record) Told(Dictionary<ActName, (ProvenDisclosure Disclosure, DisclosedRecord Record)> told, ActName act)
    {
        Require(told.Remove(act, out var found), $"{act} came, and the ledger does not say that it was disclosed.");
        return found;
    }

    private static void Require([DoesNotReturnIf(false)] bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Otherwise otherwise)
    {
        if (!holds)
        {
            throw otherwise.ToException();
        }
    }
}

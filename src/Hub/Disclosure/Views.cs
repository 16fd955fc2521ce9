using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Decided records as the contract sends them.</summary>
internal static class Views
{
    public static RecordView Of(DraftItem item)
    {
        var view = new RecordView
        {
            Name = item.Name,
            Version = (ulong)item.Act.Version,
            Record = UnsafeByteOperations.UnsafeWrap(item.View),
            AgreementId = item.Grant.AgreementName,
            AgreementRevision = item.Grant.Revision,
            RecordedAt = item.Act.Recorded.ToTimestamp(),
            ContributorProof = item.Proof,
            Grant = item.Grant.Number,
        };
        view.Withheld.AddRange(item.Grant.Mask.Withheld(item.Name.Kind));
        return view;
    }

    public static RecordNotice NoticeOf(DraftItem item) => new()
    {
        Name = item.Name,
        Version = (ulong)item.Act.Version,
        Type = item.Notice,
        Reason = item.Reason,
        AgreementId = item.Grant.AgreementName,
        AgreementRevision = item.Grant.Revision,
    };

    public static Acknowledgement AcknowledgementOf(PastDisclosure past, DisclosedRecord record, bool isLate) => new()
    {
        Recipient = past.Body.Recipient,
        DisclosureId = past.Id.ToString("D"),
        Name = record.Name,
        Version = record.Version,
        Notice = record.Notice,
        DisclosedAt = past.Recorded.ToTimestamp(),
        AcknowledgedAt = past.AcknowledgedAt?.ToTimestamp(),
        Late = isLate && past.AcknowledgedAt is null,
    };
}

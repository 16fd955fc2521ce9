using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;
using SharingHub.Verification.Events;

namespace SharingHub.Hub.Disclosure;

/// <summary>An event of a peer hub's ledger that tells what became there of records that it received from here.</summary>
/// <param name="DisclosureId">The disclosure there, or the use; of an acknowledgement the disclosure that it is of.</param>
/// <param name="Recorded">When, by that hub's clock.</param>
/// <param name="Recipient">As it is called there.</param>
/// <param name="Use">What reached the recipient; unspecified of an acknowledgement.</param>
/// <param name="Records">None of an acknowledgement; else at least one, all of one contributor.</param>
/// <param name="Receipt">What shows all of this.</param>
internal sealed record OnwardEvent(
    Guid DisclosureId, DateTimeOffset Recorded, string Recipient, Purpose Purpose, RecordUse Use, IReadOnlyList<OnwardRecord> Records, GetReceiptResponse Receipt)
{
    public bool IsAcknowledgement => Use == RecordUse.Unspecified;

    /// <summary>Null when it is no such event.</summary>
    /// <param name="envelope">The receipt's; the body is its event's.</param>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">The body is none of its type.</exception>
    public static OnwardEvent? Of(EventEnvelope envelope, GetReceiptResponse receipt)
    {
        var read = Read(envelope.Type, receipt);
        var isOfItsStream = Guid.TryParseExact(envelope.Stream[(envelope.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..], "D", out var id)
            && envelope.Stream == (read.Use == RecordUse.Correlate ? StreamKeys.Use(id) : StreamKeys.Disclosure(id));
        var isWhole = read.Use == RecordUse.Unspecified || (read.Records.Count > 0 && read.Records.All(r => r is not null) && read.Records.DistinctBy(r => r!.Name.Contributor).Count() == 1);
        return isOfItsStream && isWhole && MemberId.IsValid(read.Recipient)
            ? new OnwardEvent(id, envelope.Recorded, read.Recipient, read.Purpose, read.Use, [.. read.Records.OfType<OnwardRecord>()], receipt)
            : null;
    }

    private static (string Recipient, Purpose Purpose, RecordUse Use, List<OnwardRecord?> Records) Read(string type, GetReceiptResponse receipt)
    {
        switch (type)
        {
            case EventTypes.Disclosed:
                var disclosed = Disclosed.Parser.ParseFrom(receipt.Body);
                return (disclosed.Recipient, disclosed.Purpose, RecordUse.Read, [.. disclosed.Records.Select(r => OnwardRecord.Of(r.Name, r.Attributes))]);
            case EventTypes.Used:
                var used = Used.Parser.ParseFrom(receipt.Body);
                return (used.Recipient, used.Purpose, RecordUse.Correlate, [.. used.Records.Select(r => OnwardRecord.Of(r.Name, r.Attributes))]);
            case EventTypes.DisclosureAcknowledged:
                return (DisclosureAcknowledged.Parser.ParseFrom(receipt.Body).Recipient, Purpose.Unspecified, RecordUse.Unspecified, []);
            default:
                return ("", Purpose.Unspecified, RecordUse.Unspecified, []);
        }
    }
}

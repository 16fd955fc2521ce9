using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Events;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Keeping;

/// <summary>Whether the event that the ledger shows says what the hub said when it gave the receipt. Pure.</summary>
internal static class ReceiptMatch
{
    private const string Submitted = "record.submitted.v1", Revised = "record.revised.v1", Retracted = "record.retracted.v1", Disclosure = "disclosure.v1";

    /// <param name="kept">The receipt.</param>
    /// <param name="proof">Verified. A record's body is compared where it is there; without a disclosure's there is nothing to compare.</param>
    /// <returns>The first difference; null when there is none.</returns>
    public static Problem? Difference(KeptReceipt kept, EventReceipt proof) => kept switch
    {
        _ when proof.Envelope.Id != kept.EventId => new Problem("The ledger shows another event."),
        KeptAct act => InEnvelope(act, proof.Envelope) ?? (proof.Body is { } body ? InBody(act, body) : null),
        KeptDisclosure disclosure => InEnvelope(disclosure, proof.Envelope)
            ?? (proof.Body is { } body ? InBody(disclosure, body) : new Problem("The proof lacks the disclosure's body, which names the records.")),
        _ => new Problem("There is no such receipt."),
    };

    private static Problem? InEnvelope(KeptAct act, EventEnvelope envelope) =>
        Unless("type", act.IsRetraction ? envelope.Type == Retracted : envelope.Type is Submitted or Revised, envelope.Type)
        ?? Unless("member", envelope.Member == act.Name.Contributor, envelope.Member)
        ?? Unless("stream", envelope.Stream == $"record/{WithoutRevision(act.Name)}", envelope.Stream)
        ?? Unless("version", envelope.Version == act.Version, envelope.Version.ToString(CultureInfo.InvariantCulture))
        ?? Unless("time", envelope.Recorded == act.CommittedAt, envelope.Recorded.ToString("O", CultureInfo.InvariantCulture));

    private static Problem? InEnvelope(KeptDisclosure disclosure, EventEnvelope envelope) =>
        Unless("type", envelope.Type == Disclosure, envelope.Type)
        ?? Unless("stream", envelope.Stream == $"disclosure/{disclosure.EventId:D}", envelope.Stream)
        ?? Unless(
            "agreement", envelope.Agreement == new Verification.Events.AgreementRevision(disclosure.AgreementId, disclosure.AgreementRevision), envelope.Agreement?.ToString() ?? "none");

    private static Problem? InBody(KeptAct act, ReadOnlyMemory<byte> body)
    {
        if (act.Sent is { } sent && new Sha256Hash(SHA256.HashData(body.Span)) != sent)
            return new Problem("The ledger holds other bytes of the record than were sent.");
        return Read(act.IsRetraction ? RecordRetracted.Parser : (MessageParser)IntelRecord.Parser, body) switch
        {
            IntelRecord record => Unless("revision", record.Revision == act.Name.Revision, record.Revision.ToString(CultureInfo.InvariantCulture)),
            RecordRetracted retracted => Unless("revision", retracted.Revision == act.Name.Revision, retracted.Revision.ToString(CultureInfo.InvariantCulture)),
            _ => new Problem("The event's body cannot be read."),
        };
    }

    private static Problem? InBody(KeptDisclosure disclosure, ReadOnlyMemory<byte> body)
    {
        if (Read(Disclosed.Parser, body) is not Disclosed disclosed)
            return new Problem("The event's body cannot be read.");
        var told = disclosed.Records.Select(r => (r.Name.ToText(), (long)r.Version, r.Notice)).Order().ToList();
        var came = disclosure.Records.Select(r => (r.Name.ToText(), r.Version, r.Notice)).Order().ToList();
        return Unless("purpose", disclosed.Purpose == disclosure.Purpose, disclosed.Purpose.ToName())
            ?? (told.Except(came).FirstOrDefault() is { Item1: { } only } ? new Problem($"The ledger says that {only} was disclosed; it did not come.") : null)
            ?? (came.Except(told).FirstOrDefault() is { Item1: { } unsaid } ? new Problem($"{unsaid} came; the ledger does not say that it was disclosed.") : null)
            ?? (told.Count == came.Count ? null : new Problem($"The ledger says {told.Count} records, {came.Count} came."));
    }

    private static IMessage? Read(MessageParser parser, ReadOnlyMemory<byte> body)
    {
        try
        {
            return parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static Problem? Unless(string what, bool same, string found) =>
        same ? null : new Problem($"The ledger shows the {what} '{found}', which is not what the receipt says.");

    private static string WithoutRevision(RecordName name)
    {
        var plain = name.Clone();
        plain.Revision = 0;
        return plain.ToText();
    }
}

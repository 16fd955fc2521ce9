using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification;

namespace SharingHub.Sdk.Keeping;

/// <summary>A contributor's receipt of a submission or a retraction.</summary>
/// <param name="EventId">The event.</param>
/// <param name="IsRetraction">The record was withdrawn; else it was submitted or revised.</param>
/// <param name="Name">The record, with its revision.</param>
/// <param name="Version">Its place among the acts on the record, from 1.</param>
/// <param name="CommittedAt">By the hub's clock.</param>
/// <param name="Sent">SHA-256 of the record's bytes as they were sent. Null where the hub held the content already, from other bytes perhaps.</param>
public sealed record KeptAct(Guid EventId, bool IsRetraction, RecordName Name, long Version, DateTimeOffset CommittedAt, Sha256Hash? Sent) : KeptReceipt(EventId)
{
    /// <summary>What is to be kept of a result; null of one that is REJECTED.</summary>
    /// <param name="result">The hub's answer.</param>
    /// <param name="record">The bytes that were sent.</param>
    public static KeptAct? Of(SubmitResult result, ByteString record)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(record);
        return result.Receipt is not { } receipt ? null
            : Of(receipt, isRetraction: false, result.Outcome == SubmitOutcome.Accepted ? new Sha256Hash(SHA256.HashData(record.Span)) : null);
    }

    /// <summary>What is to be kept of a retraction.</summary>
    public static KeptAct Of(RetractResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Of(answer.Receipt, isRetraction: true, sent: null);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsRetraction ? "retract" : "submit")} {Name.ToText()}");

    private static KeptAct Of(RecordReceipt receipt, bool isRetraction, Sha256Hash? sent) =>
        new(IdOf(receipt.EventId), isRetraction, receipt.Name, (long)receipt.Version, receipt.CommittedAt.ToDateTimeOffset(), sent);
}

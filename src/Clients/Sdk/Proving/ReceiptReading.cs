using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Proving;

/// <summary>A receipt as the hub answers it.</summary>
public static class ReceiptReading
{
    /// <summary>Reads it strictly. Nothing of it is to be believed before it is verified.</summary>
    public static Checked<EventReceipt> Read(GetReceiptResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return EventReceipt.Read(
            answer.LogKey, answer.Proof, answer.Envelope, answer.Salt.Memory,
            answer.HasBodySalt ? answer.BodySalt.Memory : default(ReadOnlyMemory<byte>?),
            answer.HasBody ? answer.Body.Memory : default(ReadOnlyMemory<byte>?));
    }
}

using System.Text;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Proving;

/// <summary>A receipt as the hub answers it.</summary>
public static class ReceiptReading
{
    /// <summary>Reads it strictly. Nothing of it is to be believed before it is verified.</summary>
    public static Checked<EventReceipt> Read(GetReceiptResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var key = VerifierKey.Parse(answer.LogKey);
        if (!key.Ok)
            return key.Problem;
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(answer.Proof));
        if (!proof.Ok)
            return proof.Problem;
        var envelope = EventEnvelope.Parse(Encoding.UTF8.GetBytes(answer.Envelope));
        if (!envelope.Ok)
            return envelope.Problem;
        if (answer.Salt.Length != EventSalts.KeySize)
            return new Problem("The salt has not 32 bytes.");
        return new EventReceipt(
            key.Value, proof.Value, envelope.Value, answer.Salt.Memory,
            answer.HasBodySalt ? answer.BodySalt.Memory : default(ReadOnlyMemory<byte>?),
            answer.HasBody ? answer.Body.Memory : default(ReadOnlyMemory<byte>?));
    }
}

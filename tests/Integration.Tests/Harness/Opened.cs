using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Receipts;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Receipts as the hub answers them, for the offline check.</summary>
internal static class Opened
{
    public static EventReceipt Of(GetReceiptResponse answer) => new(
        VerifierKey.Parse(answer.LogKey).OrThrow(),
        TlogProof.Parse(System.Text.Encoding.UTF8.GetBytes(answer.Proof)).OrThrow(),
        EventEnvelope.Parse(System.Text.Encoding.UTF8.GetBytes(answer.Envelope)).OrThrow(),
        answer.Salt.Memory,
        answer.HasBodySalt ? answer.BodySalt.Memory : default(ReadOnlyMemory<byte>?),
        answer.HasBody ? answer.Body.Memory : default(ReadOnlyMemory<byte>?));
}

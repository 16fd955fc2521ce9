using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Benchmarks.Running;

/// <summary>A contributor's signature for a message.</summary>
internal static class Signatures
{
    public static SubmitRequest Sign(SubmitRequest message, INoteSigner signer)
    {
        var batch = SignedBatch.Sign([.. message.Records.Select(record => record.Memory)], signer);
        message.Signature = new BatchSignature { Note = batch.Note.ToString(), Nonces = { batch.Nonces.Select(nonce => ByteString.CopyFrom(nonce)) } };
        return message;
    }
}

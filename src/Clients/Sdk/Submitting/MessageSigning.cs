using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Sdk.Submitting;

internal static class MessageSigning
{
    /// <summary>Signs for the records of a message, with fresh nonces each time it is sent.</summary>
    public static BatchSignature Of(SubmitRequest message, INoteSigner signer)
    {
        var batch = SignedBatch.Sign([.. message.Records.Select(record => record.Memory)], signer);
        return new BatchSignature { Note = batch.Note.ToString(), Nonces = { batch.Nonces.Select(nonce => Google.Protobuf.ByteString.CopyFrom(nonce)) } };
    }
}

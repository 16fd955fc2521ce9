using Google.Protobuf;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Members that sign for their records.</summary>
internal static class Signing
{
    /// <summary>A key that the operator registered for the member.</summary>
    public static async Task<NoteSigner> SigningKeyAsync(this TheHub hub, Party member, string key = "2026")
    {
        var signer = NoteSigner.Generate($"{member.Id}/{key}", SignatureType.Ed25519);
        await hub.Operator.Members.AddSigningKeyAsync(new AddSigningKeyRequest { MemberId = member.Id, VerifierKey = signer.Key.ToString() });
        return signer;
    }

    public static Task RevokeAsync(this TheHub hub, Party member, NoteSigner signer) => hub.Operator.Members.RevokeSigningKeyAsync(
        new RevokeSigningKeyRequest { MemberId = member.Id, VerifierKey = signer.Key.ToString() }).ResponseAsync;

    public static SubmitRequest Message(INoteSigner signer, params IEnumerable<IntelRecord> records) => Message(signer, records.Select(r => r.ToByteString()));

    public static SubmitRequest Message(INoteSigner signer, IEnumerable<ByteString> records)
    {
        var request = new SubmitRequest { Records = { records } };
        var batch = SignedBatch.Sign([.. request.Records.Select(r => r.Memory)], signer);
        request.Signature = new BatchSignature { Note = batch.Note.ToString(), Nonces = { batch.Nonces.Select(n => ByteString.CopyFrom(n)) } };
        return request;
    }

    /// <summary>A note over this text by this key.</summary>
    public static string Note(INoteSigner signer, string text) => SignedNote.Create(text, [signer.Sign(text, 0)]).OrThrow().ToString();

    /// <summary>Signed records that are accepted and have their place in the ledger.</summary>
    public static async Task<SubmitRequest> SignedAsync(this TheHub hub, Party member, INoteSigner signer, params IntelRecord[] records)
    {
        var message = Message(signer, records);
        var results = (await member.SubmitMessagesAsync(message)).Results;
        results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
        await hub.SequencedAsync(results.Select(r => r.Receipt.EventId));
        return message;
    }
}

using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;

namespace SharingHub.Clients.Tests.Proving;

/// <summary>A log of one event, with a real key.</summary>
internal static class GivenReceipt
{
    private static readonly NoteSigner Log = NoteSigner.Generate("hub.example/ledger/0", SignatureType.Ed25519);
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static Guid Id { get; } = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");

    public static byte[] Body { get; } = [1, 2, 3];

    public static string LogKey { get; } = Log.Key.ToString();

    public static GetReceiptResponse Answer()
    {
        var envelope = new EventEnvelope(
            Id, "customs", "record/customs/seizure/s-1", 1, "record.submitted.v1", DateTimeOffset.UnixEpoch, "client:customs/customs-main", null,
            EventBody.Of("application/x-protobuf", Body, EventSalts.BodySalt(Key, Id))).ToBytes();
        var salt = EventSalts.Salt(Key, Id);
        var text = new Checkpoint("hub.example/ledger/0", 1, Commitment.To(salt, envelope).ToLeaf()).ToText();
        return new GetReceiptResponse
        {
            Proof = new TlogProof(0, [], SignedNote.Create(text, [Log.Sign(text, 0)]).OrThrow()).ToString(),
            LogKey = LogKey,
            Envelope = System.Text.Encoding.ASCII.GetString(envelope),
            Salt = ByteString.CopyFrom(salt),
            BodySalt = ByteString.CopyFrom(EventSalts.BodySalt(Key, Id)),
            Body = ByteString.CopyFrom(Body),
        };
    }
}

using System.Security.Cryptography;
using Google.Protobuf;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>The ledger of another hub, made by hand: what it shows of its events is as that hub would show it.</summary>
internal sealed class PeerLedger(string hub)
{
    private readonly NoteSigner _signer = NoteSigner.Generate($"{hub}.example/ledger", SignatureType.Ed25519);
    private readonly MerkleTree _tree = new();

    public string Key => _signer.Key.ToString();

    /// <summary>The receipt of one more event.</summary>
    public GetReceiptResponse Append(string type, string stream, long version, IMessage message, string member = "customs")
    {
        var (id, key, body) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(EventSalts.KeySize), message.ToByteArray());
        var (salt, bodySalt) = (EventSalts.Salt(key, id), EventSalts.BodySalt(key, id));
        var recorded = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero).AddMinutes(_tree.Size);
        var envelope = new EventEnvelope(
            id, member, stream, version, type, recorded, $"client:{member}/main", null, EventBody.Of("application/x-protobuf", body, bodySalt)).ToBytes();
        var index = _tree.Size;
        _tree.Append(Commitment.To(salt, envelope).ToLeaf());
        var text = new Checkpoint(_signer.Key.Name, _tree.Size, _tree.Root()).ToText();
        return new GetReceiptResponse
        {
            LogKey = Key,
            Proof = new TlogProof(index, _tree.Inclusion(index, _tree.Size), SignedNote.Create(text, [_signer.Sign(text, 0)]).OrThrow()).ToString(),
            Envelope = System.Text.Encoding.ASCII.GetString(envelope),
            Salt = ByteString.CopyFrom(salt),
            BodySalt = ByteString.CopyFrom(bodySalt),
            Body = ByteString.CopyFrom(body),
        };
    }
}

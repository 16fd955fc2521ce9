using System.Security.Cryptography;
using Google.Protobuf;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Tiles;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>The ledger of another hub, made by hand: what it shows of its events is as that hub would show it.</summary>
internal sealed class PeerLedger
{
    private readonly NoteSigner _signer;
    private readonly MerkleTree _tree = new();
    private readonly List<Sha256Hash> _leaves = [];
    private readonly Dictionary<Guid, (long Index, GetReceiptResponse Opening)> _events = [];

    public PeerLedger(string hub) => _signer = NoteSigner.Generate($"{hub}.example/ledger", SignatureType.Ed25519);

    /// <summary>Another ledger under the key of one.</summary>
    public PeerLedger(PeerLedger other) => _signer = other._signer;

    public string Key => _signer.Key.ToString();

    /// <summary>Signed; null before the first event.</summary>
    public string? Checkpoint => _tree.Size == 0 ? null : Note().ToString();

    /// <summary>The log's one file of hashes, for a log of less than 256 events.</summary>
    public byte[]? File(string path)
    {
        lock (_leaves)
        {
            return path == new TilePath(0, 0, _leaves.Count).ToString() ? [.. _leaves.SelectMany(l => l.ToArray())] : null;
        }
    }

    /// <summary>Of an event, under the newest checkpoint.</summary>
    public GetReceiptResponse? ReceiptOf(Guid id)
    {
        lock (_leaves)
        {
            if (!_events.TryGetValue(id, out var found))
                return null;
            var receipt = found.Opening.Clone();
            receipt.Proof = new TlogProof(found.Index, _tree.Inclusion(found.Index, _tree.Size), Note()).ToString();
            return receipt;
        }
    }

    /// <summary>The receipt of one more event.</summary>
    public GetReceiptResponse Append(string type, string stream, long version, IMessage message, string member = "customs", Guid? named = null)
    {
        var (id, key, body) = (named ?? Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(EventSalts.KeySize), message.ToByteArray());
        var (salt, bodySalt) = (EventSalts.Salt(key, id), EventSalts.BodySalt(key, id));
        var recorded = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero).AddMinutes(_tree.Size);
        var envelope = new EventEnvelope(
            id, member, stream, version, type, recorded, $"client:{member}/main", null, EventBody.Of("application/x-protobuf", body, bodySalt)).ToBytes();
        var opening = new GetReceiptResponse
        {
            LogKey = Key,
            Envelope = System.Text.Encoding.ASCII.GetString(envelope),
            Salt = ByteString.CopyFrom(salt),
            BodySalt = ByteString.CopyFrom(bodySalt),
            Body = ByteString.CopyFrom(body),
        };
        lock (_leaves)
        {
            _events.Add(id, (_tree.Size, opening));
            _leaves.Add(Commitment.To(salt, envelope).ToLeaf());
            _tree.Append(_leaves[^1]);
        }

        return ReceiptOf(id)!;
    }

    private SignedNote Note()
    {
        var text = new Checkpoint(_signer.Key.Name, _tree.Size, _tree.Root()).ToText();
        return SignedNote.Create(text, [_signer.Sign(text, 0)]).OrThrow();
    }
}

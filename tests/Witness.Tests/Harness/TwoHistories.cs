using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Witness.Tests.Harness;

/// <summary>A log that can sign two histories, which part after some leaves.</summary>
internal sealed class TwoHistories
{
    public const string Origin = "hub.example/ledger/0";
    public const int Size = 40;

    private readonly MerkleTree[] _trees;

    public TwoHistories(int common = 5, string origin = Origin)
    {
        Name = origin;
        Signer = NoteSigner.Generate(origin, SignatureType.Ed25519);
        _trees = [.. Enumerable.Range(0, 2).Select(history => new MerkleTree(Enumerable.Range(0, Size).Select(i => Rfc6962.Leaf(
            System.Text.Encoding.UTF8.GetBytes(i < common ? $"{i}" : $"{history}/{i}")))))];
    }

    public string Name { get; }

    public NoteSigner Signer { get; }

    public Checkpoint Checkpoint(int size, int history = 0) => new(Name, size, _trees[history].Root(size));

    public SignedNote Note(int size, int history = 0) => Sign(Checkpoint(size, history));

    public SignedNote Sign(Checkpoint checkpoint) => SignedNote.Create(checkpoint.ToText(), [Signer.Sign(checkpoint.ToText(), 0)]).OrThrow();

    public Sha256Hash[] Proof(long old, long size, int history = 0) => old == 0 ? [] : _trees[history].Consistency(old, size);

    public AddCheckpointRequest Request(int old, int size, int history = 0) => new(old, old <= size ? Proof(old, size, history) : [], Note(size, history));

    /// <summary>Whether both are prefixes of one history.</summary>
    public bool Agree(Checkpoint one, Checkpoint other) => Enumerable.Range(0, 2).Any(h => Checkpoint((int)one.Size, h) == one && Checkpoint((int)other.Size, h) == other);
}

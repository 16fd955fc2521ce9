using System.Numerics;

namespace SharingHub.Verification.Merkle;

/// <summary>A whole tree in memory, for batches and small logs: any root and any proof of any size it has had.</summary>
public sealed class MerkleTree
{
    // Of every height, the perfect subtrees, from the left.
    private readonly List<List<Sha256Hash>> _levels = [[]];

    public MerkleTree()
    {
    }

    public MerkleTree(IEnumerable<Sha256Hash> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        foreach (var leaf in leaves)
            Append(leaf);
    }

    public long Size => _levels[0].Count;

    public void Append(in Sha256Hash leaf)
    {
        var perfect = BitOperations.TrailingZeroCount(~Size);
        _levels[0].Add(leaf);
        for (var height = 1; height <= perfect; height++)
        {
            if (_levels.Count == height)
                _levels.Add([]);
            var below = _levels[height - 1];
            _levels[height].Add(Rfc6962.Node(below[^2], below[^1]));
        }
    }

    public Sha256Hash Root() => Root(Size);

    public Sha256Hash Root(long size) => SubtreeRanges.Root(0, Within(size), Subtree);

    public Sha256Hash[] Inclusion(long index, long size) => InclusionProof.Make(index, Within(size), Subtree);

    public Sha256Hash[] Consistency(long size1, long size2) => ConsistencyProof.Make(size1, Within(size2), Subtree);

    private Sha256Hash Subtree(int height, long index) => _levels[height][(int)index];

    private long Within(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size;
    }
}

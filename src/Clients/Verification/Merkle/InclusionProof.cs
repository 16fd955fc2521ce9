using System.Numerics;

namespace SharingHub.Verification.Merkle;

/// <summary>Proofs that a leaf is in a tree: RFC 6962 section 2.1.1, the leaf's sibling first, the root's child last.</summary>
public static class InclusionProof
{
    /// <summary>True only if the leaf at <paramref name="index"/> of the tree of <paramref name="size"/> leaves under <paramref name="root"/> is <paramref name="leaf"/>.</summary>
    public static bool Verify(in Sha256Hash leaf, long index, long size, ReadOnlySpan<Sha256Hash> proof, in Sha256Hash root) =>
        TryRoot(leaf, index, size, proof, out var computed) && computed == root;

    /// <summary>The root that the proof leads to; false if no proof for this index and size has this length.</summary>
    public static bool TryRoot(in Sha256Hash leaf, long index, long size, ReadOnlySpan<Sha256Hash> proof, out Sha256Hash root)
    {
        root = default;
        if (index < 0 || index >= size)
            return false;
        var (inner, border) = Shape(index, size);
        if (proof.Length != inner + border)
            return false;

        var hash = leaf;
        for (var height = 0; height < inner; height++)
            hash = ((index >> height) & 1) == 0 ? Rfc6962.Node(hash, proof[height]) : Rfc6962.Node(proof[height], hash);
        // Above the point where the paths of the leaf and of the last leaf meet, every sibling is on the left.
        foreach (var sibling in proof[inner..])
            hash = Rfc6962.Node(sibling, hash);
        root = hash;
        return true;
    }

    /// <summary>Makes the proof from the hashes of perfect subtrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static Sha256Hash[] Make(long index, long size, SubtreeHash hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<Sha256Hash>();
        SubtreeRanges.Inclusion(index, 0, size, (start, end) => proof.Add(SubtreeRanges.Root(start, end, hashes)));
        return [.. proof];
    }

    private static (int Inner, int Border) Shape(long index, long size)
    {
        var inner = 64 - BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));
        // A shift by 64 would be a shift by none; inner is at most 63.
        return (inner, BitOperations.PopCount((ulong)index >> inner));
    }
}

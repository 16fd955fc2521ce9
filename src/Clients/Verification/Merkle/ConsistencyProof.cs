using System.Numerics;

namespace SharingHub.Verification.Merkle;

/// <summary>Proofs that a tree is an earlier one with leaves appended: RFC 6962 section 2.1.2.</summary>
public static class ConsistencyProof
{
    /// <summary>
    /// True only if the tree of <paramref name="size1"/> leaves under <paramref name="root1"/> is the beginning of the one of
    /// <paramref name="size2"/> under <paramref name="root2"/>. For equal sizes the proof is empty and the roots are equal. From size 0
    /// to another it is false: every tree begins with nothing, so no proof says anything of the second root.
    /// </summary>
    public static bool Verify(long size1, long size2, ReadOnlySpan<Sha256Hash> proof, in Sha256Hash root1, in Sha256Hash root2)
    {
        if (size1 < 0 || size2 < size1)
            return false;
        if (size1 == size2)
            return proof.IsEmpty && root1 == root2 && (size1 > 0 || root1 == Rfc6962.EmptyRoot);
        if (size1 == 0 || proof.IsEmpty)
            return false;

        // RFC 9162 section 2.1.4.2, with fn and sn walking up the paths of the two last leaves.
        var fn = size1 - 1;
        var sn = size2 - 1;
        var full = BitOperations.TrailingZeroCount(~fn);
        fn >>= full;
        sn >>= full;
        // A first tree that is perfect is its own first hash, which is then left out of the proof.
        var perfect = BitOperations.IsPow2(size1);
        var first = perfect ? root1 : proof[0];
        var second = first;
        foreach (var hash in perfect ? proof : proof[1..])
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                first = Rfc6962.Node(hash, first);
                second = Rfc6962.Node(hash, second);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                second = Rfc6962.Node(second, hash);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && first == root1 && second == root2;
    }

    /// <summary>Makes the proof from the hashes of perfect subtrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sizes are negative or shrink.</exception>
    public static Sha256Hash[] Make(long size1, long size2, SubtreeHash hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        var proof = new List<Sha256Hash>();
        SubtreeRanges.Consistency(size1, size2, (start, end) => proof.Add(SubtreeRanges.Root(start, end, hashes)));
        return [.. proof];
    }
}

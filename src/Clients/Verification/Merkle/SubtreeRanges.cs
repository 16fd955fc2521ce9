using System.Numerics;

namespace SharingHub.Verification.Merkle;

/// <summary>The hash of the perfect subtree over leaves <c>[index·2^height, (index+1)·2^height)</c>.</summary>
public delegate Sha256Hash SubtreeHash(int height, long index);

/// <summary>RFC 6962's recursive definitions, as ranges of leaves.</summary>
internal static class SubtreeRanges
{
    /// <summary>MTH(D[start:end]), where start is a multiple of the range's largest perfect subtree.</summary>
    public static Sha256Hash Root(long start, long end, SubtreeHash hashes)
    {
        var root = default(Sha256Hash);
        var any = false;
        // From the right: the smallest perfect subtree first.
        for (var rest = end - start; rest != 0; rest &= rest - 1)
        {
            var height = BitOperations.TrailingZeroCount(rest);
            var hash = hashes(height, (start + (rest & (rest - 1))) >> height);
            root = any ? Rfc6962.Node(hash, root) : hash;
            any = true;
        }

        return any ? root : Rfc6962.EmptyRoot;
    }

    /// <summary>The perfect subtrees that <see cref="Root"/> asks for.</summary>
    public static void Peaks(long start, long end, Action<int, long> visit)
    {
        for (var rest = end - start; rest != 0; rest &= rest - 1)
        {
            var height = BitOperations.TrailingZeroCount(rest);
            visit(height, (start + (rest & (rest - 1))) >> height);
        }
    }

    /// <summary>PATH(index, D[start:end]), the leaf's sibling first.</summary>
    public static void Inclusion(long index, long start, long end, Action<long, long> visit)
    {
        if (end - start == 1)
            return;
        var split = start + Split(end - start);
        if (index < split)
        {
            Inclusion(index, start, split, visit);
            visit(split, end);
        }
        else
        {
            Inclusion(index, split, end, visit);
            visit(start, split);
        }
    }

    /// <summary>PROOF(size1, D[0:size2]).</summary>
    public static void Consistency(long size1, long size2, Action<long, long> visit)
    {
        if (size1 > 0)
            Consistency(size1, 0, size2, whole: true, visit);
    }

    private static void Consistency(long boundary, long start, long end, bool whole, Action<long, long> visit)
    {
        if (boundary == end)
        {
            if (!whole)
                visit(start, end);
            return;
        }

        var split = start + Split(end - start);
        if (boundary <= split)
        {
            Consistency(boundary, start, split, whole, visit);
            visit(split, end);
        }
        else
        {
            Consistency(boundary, split, end, whole: false, visit);
            visit(start, split);
        }
    }

    /// <summary>The largest power of two below n.</summary>
    private static long Split(long n) => 1L << BitOperations.Log2((ulong)(n - 1));
}

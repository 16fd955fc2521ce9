using System.Numerics;

namespace SharingHub.Verification.Merkle;

/// <summary>
/// The state of a growing tree in O(log n): the roots of the perfect subtrees that its size is the sum of, the largest first. Append
/// leaves, ask for the root at any time, keep the bytes and go on from them.
/// </summary>
public sealed class CompactRange
{
    // 2^63-1 leaves have 63 perfect subtrees; the place of a peak is its height.
    private readonly Sha256Hash[] _peaks = new Sha256Hash[63];

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    public void Append(in Sha256Hash leaf)
    {
        if (Size == long.MaxValue)
            throw new InvalidOperationException("The tree is full.");
        var hash = leaf;
        var height = BitOperations.TrailingZeroCount(~Size);
        for (var i = 0; i < height; i++)
            hash = Rfc6962.Node(_peaks[i], hash);
        _peaks[height] = hash;
        Size++;
    }

    public Sha256Hash Root()
    {
        if (Size == 0)
            return Rfc6962.EmptyRoot;
        var height = BitOperations.TrailingZeroCount(Size);
        var root = _peaks[height];
        for (var rest = Size & (Size - 1); rest != 0; rest &= rest - 1)
            root = Rfc6962.Node(_peaks[BitOperations.TrailingZeroCount(rest)], root);
        return root;
    }

    /// <summary>The peaks, the largest subtree first, 32 bytes each: with <see cref="Size"/>, all that is needed to go on.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[BitOperations.PopCount((ulong)Size) * Sha256Hash.Size];
        var at = bytes.Length;
        for (var rest = Size; rest != 0; rest &= rest - 1)
            _peaks[BitOperations.TrailingZeroCount(rest)].CopyTo(bytes.AsSpan(at -= Sha256Hash.Size));
        return bytes;
    }

    /// <summary>Goes on from what <see cref="ToArray"/> gave at <paramref name="size"/>.</summary>
    public static Checked<CompactRange> Restore(long size, ReadOnlySpan<byte> peaks)
    {
        if (size < 0)
            return new Problem("A tree's size is not negative.");
        if (peaks.Length != BitOperations.PopCount((ulong)size) * Sha256Hash.Size)
            return new Problem($"A tree of {size} leaves has {BitOperations.PopCount((ulong)size)} peaks of 32 bytes; {peaks.Length} bytes were given.");
        var range = new CompactRange { Size = size };
        var at = peaks.Length;
        for (var rest = size; rest != 0; rest &= rest - 1)
            range._peaks[BitOperations.TrailingZeroCount(rest)] = new Sha256Hash(peaks.Slice(at -= Sha256Hash.Size, Sha256Hash.Size));
        return range;
    }
}

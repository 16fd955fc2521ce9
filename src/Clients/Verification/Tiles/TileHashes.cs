using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tiles;

/// <summary>
/// Makes proofs from the tiles of a log. The tiles are believed, so that a false one gives a proof that does not verify: verify what was
/// made before it goes anywhere.
/// </summary>
public static class TileHashes
{
    private const int TileHeight = 8;

    /// <summary>The hashes of perfect subtrees of a log of this size, out of its tiles.</summary>
    /// <param name="size">The log's size: it says which tiles are full.</param>
    /// <param name="read">Gives a tile; those needed are told by <see cref="ForInclusion"/> and <see cref="ForConsistency"/>.</param>
    /// <exception cref="FormatException">When asked: a tile is missing or has a wrong length.</exception>
    public static SubtreeHash From(long size, Func<TilePath, ReadOnlyMemory<byte>?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return (height, index) =>
        {
            var path = Holding(height, index, size);
            if (read(path) is not { } tile || tile.Length != path.Width * Sha256Hash.Size)
                throw new FormatException($"{path} is missing or has not {path.Width} hashes.");
            var within = height % TileHeight;
            return Subtree(tile.Span, (int)((index << within) % TilePath.FullWidth), within);
        };
    }

    /// <summary>The tiles that an inclusion proof is made from.</summary>
    public static IReadOnlyCollection<TilePath> ForInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return Needed(size, visit => SubtreeRanges.Inclusion(index, 0, size, visit));
    }

    /// <summary>The tiles, of the log at <paramref name="size2"/>, that a consistency proof is made from.</summary>
    public static IReadOnlyCollection<TilePath> ForConsistency(long size1, long size2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        return Needed(size2, visit => SubtreeRanges.Consistency(size1, size2, visit));
    }

    /// <summary>The root of 2^height hashes of a tile, from the given one on.</summary>
    internal static Sha256Hash Subtree(ReadOnlySpan<byte> tile, int start, int height)
    {
        Span<Sha256Hash> hashes = stackalloc Sha256Hash[TilePath.FullWidth];
        var count = 1 << height;
        for (var i = 0; i < count; i++)
            hashes[i] = new Sha256Hash(tile.Slice((start + i) * Sha256Hash.Size, Sha256Hash.Size));
        for (; count > 1; count /= 2)
        {
            for (var i = 0; i < count; i += 2)
                hashes[i / 2] = Rfc6962.Node(hashes[i], hashes[i + 1]);
        }

        return hashes[0];
    }

    private static HashSet<TilePath> Needed(long size, Action<Action<long, long>> ranges)
    {
        var tiles = new HashSet<TilePath>();
        ranges((start, end) => SubtreeRanges.Peaks(start, end, (height, index) => tiles.Add(Holding(height, index, size))));
        return tiles;
    }

    private static TilePath Holding(int height, long index, long size)
    {
        var level = height / TileHeight;
        var tile = (index << (height % TileHeight)) / TilePath.FullWidth;
        return TileLayout.At(level, tile, size) ?? throw new ArgumentOutOfRangeException(nameof(index), index, "The log has no such subtree.");
    }
}

namespace SharingHub.Verification.Tiles;

/// <summary>Which tiles and bundles a log of a given size has.</summary>
public static class TileLayout
{
    private const int HeightBits = 8;

    /// <summary>Hashes at a level of a tree of this size: perfect subtrees of 256^level leaves.</summary>
    public static long HashesAt(int level, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        // 2^63 leaves are past level 7.
        return level > 7 ? 0 : size >> (HeightBits * level);
    }

    /// <summary>How wide the tile is in a tree of this size: 0 (not there) to 256.</summary>
    public static int WidthOf(int level, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var hashes = HashesAt(level == TilePath.Entries ? 0 : level, size);
        // Divided before multiplied: an index from outside must not overflow.
        return index < hashes / TilePath.FullWidth ? TilePath.FullWidth
            : index == hashes / TilePath.FullWidth ? (int)(hashes % TilePath.FullWidth)
            : 0;
    }

    /// <summary>The tile as a tree of this size has it, full or partial; null where it has none.</summary>
    public static TilePath? At(int level, long index, long size) =>
        WidthOf(level, index, size) is > 0 and var width ? new TilePath(level, index, width) : null;

    /// <summary>Every tile and bundle of a tree of this size: bundles first, then level by level, each from the left.</summary>
    public static IEnumerable<TilePath> Of(long size) => Changed(0, size);

    /// <summary>The tiles and bundles that a tree of size <paramref name="to"/> has and one of size <paramref name="from"/> has not: what growing has to write.</summary>
    public static IEnumerable<TilePath> Changed(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return Enumerable.Range(TilePath.Entries, 10).SelectMany(level => ChangedAt(level, from, to));
    }

    /// <summary>The partial tiles and the partial bundle of a tree of this size: what growing has to read.</summary>
    public static IEnumerable<TilePath> Partial(long size)
    {
        for (var level = TilePath.Entries; level <= 7; level++)
        {
            var hashes = HashesAt(Math.Max(level, 0), size);
            if (hashes % TilePath.FullWidth is > 0 and var width)
                yield return new TilePath(level, hashes / TilePath.FullWidth, (int)width);
        }
    }

    private static IEnumerable<TilePath> ChangedAt(int level, long from, long to)
    {
        var hashes = Math.Max(level, 0) is var l ? (From: HashesAt(l, from), To: HashesAt(l, to)) : default;
        if (hashes.From == hashes.To)
            yield break;
        for (var index = hashes.From / TilePath.FullWidth; index < hashes.To / TilePath.FullWidth; index++)
            yield return new TilePath(level, index);
        if (hashes.To % TilePath.FullWidth is > 0 and var width)
            yield return new TilePath(level, hashes.To / TilePath.FullWidth, (int)width);
    }
}

using System.Numerics;
using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tiles;

/// <summary>
/// Makes the hash tiles of a growing log from its leaves, in memory of one open tile a level. Full tiles are handed over as they fill,
/// partial ones when asked for.
/// </summary>
public sealed class TileBuilder
{
    private readonly List<Level> _levels = [];

    /// <summary>Begins an empty log.</summary>
    public TileBuilder()
    {
    }

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>Goes on from a log of <paramref name="size"/> leaves whose partial tiles (<see cref="TileLayout.Partial"/>) are read. They are believed: compare <see cref="Root"/>.</summary>
    public static Checked<TileBuilder> Resume(long size, Func<TilePath, ReadOnlyMemory<byte>?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var builder = new TileBuilder { Size = size };
        for (var level = 0; TileLayout.HashesAt(level, size) > 0; level++)
        {
            var index = TileLayout.HashesAt(level, size) / TilePath.FullWidth;
            var open = new Level(index);
            builder._levels.Add(open);
            if (TileLayout.At(level, index, size) is not { } path)
                continue;
            if (read(path) is not { } bytes || bytes.Length != path.Width * Sha256Hash.Size)
                return new Problem($"{path} is missing or has not {path.Width} hashes.");
            for (var i = 0; i < path.Width; i++)
                open.Add(new Sha256Hash(bytes.Span.Slice(i * Sha256Hash.Size, Sha256Hash.Size)));
        }

        return builder;
    }

    /// <summary>Appends a leaf; <paramref name="full"/> gets each tile that it fills, with 8 192 bytes that are reused after the call.</summary>
    public void Append(in Sha256Hash leaf, FullTile? full = null)
    {
        var hash = leaf;
        Size++;
        for (var level = 0; ; level++)
        {
            if (_levels.Count == level)
                _levels.Add(new Level(0));
            var open = _levels[level];
            open.Add(hash);
            if (open.Width < TilePath.FullWidth)
                return;
            full?.Invoke(new TilePath(level, open.Index), open.Bytes);
            hash = open.RootOfFull();
            open.Next();
        }
    }

    /// <summary>The partial tiles of the tree as it stands.</summary>
    public IEnumerable<(TilePath Path, byte[] Bytes)> Partial() =>
        _levels.Select((open, level) => (Path: new TilePath(level, open.Index, open.Width), open)).Where(t => t.open.Width > 0).Select(t => (t.Path, t.open.Bytes.ToArray()));

    /// <summary>The root of the tree as it stands.</summary>
    public Sha256Hash Root()
    {
        var root = default(Sha256Hash);
        var any = false;
        // The open tiles' hashes, lowest level first, hold the tree's perfect subtrees from the right.
        foreach (var open in _levels)
        {
            for (var rest = open.Width; rest != 0; rest &= rest - 1)
            {
                var peak = open.Subtree(rest & (rest - 1), BitOperations.TrailingZeroCount(rest));
                root = any ? Rfc6962.Node(peak, root) : peak;
                any = true;
            }
        }

        return any ? root : Rfc6962.EmptyRoot;
    }

    private sealed class Level(long index)
    {
        private readonly byte[] _bytes = new byte[TilePath.FullWidth * Sha256Hash.Size];

        public long Index { get; private set; } = index;

        public int Width { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Width * Sha256Hash.Size);

        public void Add(in Sha256Hash hash) => hash.CopyTo(_bytes.AsSpan(Width++ * Sha256Hash.Size));

        public void Next() => (Index, Width) = (Index + 1, 0);

        public Sha256Hash RootOfFull() => Subtree(0, 8);

        public Sha256Hash Subtree(int start, int height) => TileHashes.Subtree(_bytes, start, height);
    }
}

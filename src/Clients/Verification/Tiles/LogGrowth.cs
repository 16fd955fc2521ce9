using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tiles;

/// <summary>What appending entries to a log has to write, and the root then: every tile and bundle of <see cref="TileLayout.Changed"/>.</summary>
/// <param name="Size">Entries after.</param>
/// <param name="Root">The root after.</param>
/// <param name="Files">Path and bytes, bundles and tiles.</param>
public sealed record LogGrowth(long Size, Sha256Hash Root, IReadOnlyList<(TilePath Path, byte[] Bytes)> Files)
{
    /// <summary>Appends to a log that has <paramref name="size"/> entries under <paramref name="root"/>.</summary>
    /// <param name="size">Entries before.</param>
    /// <param name="root">The root before: the partial tiles must lead to it.</param>
    /// <param name="read">Gives the partial tiles and the partial bundle of the log before, <see cref="TileLayout.Partial"/>.</param>
    /// <param name="entries">What is appended, in order.</param>
    public static Checked<LogGrowth> Append(
        long size, Sha256Hash root, Func<TilePath, ReadOnlyMemory<byte>?> read, IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(entries);
        var resumed = TileBuilder.Resume(size, read);
        if (!resumed.Ok)
            return resumed.Problem;
        var tiles = resumed.Value;
        if (tiles.Root() != root)
            return new Problem($"The partial tiles of size {size} lead to the root {tiles.Root()}, not to {root}.");
        var bundle = new MemoryStream();
        if (TileLayout.At(TilePath.Entries, size / TilePath.FullWidth, size) is { } open)
        {
            if (OpenBundle(open, read, tiles) is { Ok: false, Problem: var problem })
                return problem;
            bundle.Write(read(open)!.Value.Span);
        }

        var files = new List<(TilePath, byte[])>();
        foreach (var entry in entries)
        {
            EntryBundle.Append(bundle, entry.Span);
            tiles.Append(Rfc6962.Leaf(entry.Span), (path, bytes) => files.Add((path, bytes.ToArray())));
            if (tiles.Size % TilePath.FullWidth == 0)
            {
                files.Add((TilePath.Bundle(tiles.Size / TilePath.FullWidth - 1), bundle.ToArray()));
                bundle.SetLength(0);
            }
        }

        if (bundle.Length > 0)
            files.Add((TilePath.Bundle(tiles.Size / TilePath.FullWidth, (int)(tiles.Size % TilePath.FullWidth)), bundle.ToArray()));
        files.AddRange(tiles.Partial());
        // A partial tile that did not grow is there already.
        var changed = TileLayout.Changed(size, tiles.Size).ToHashSet();
        return new LogGrowth(tiles.Size, tiles.Root(), [.. files.Where(f => changed.Contains(f.Item1))]);
    }

    /// <summary>The open bundle is carried on, so it must be what the leaves say.</summary>
    private static Checked<ReadOnlyMemory<byte>[]> OpenBundle(TilePath path, Func<TilePath, ReadOnlyMemory<byte>?> read, TileBuilder tiles)
    {
        if (read(path) is not { } bytes)
            return new Problem($"{path} is missing.");
        var entries = EntryBundle.Decode(bytes, path.Width);
        if (!entries.Ok)
            return new Problem($"{path}: {entries.Problem}");
        var leaves = tiles.Partial().First().Bytes;
        for (var i = 0; i < path.Width; i++)
        {
            if (Rfc6962.Leaf(entries.Value[i].Span) != new Sha256Hash(leaves.AsSpan(i * Sha256Hash.Size, Sha256Hash.Size)))
                return new Problem($"{path}: entry {i} is not what the leaf says.");
        }

        return entries;
    }
}

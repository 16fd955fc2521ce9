using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>
/// Recomputes the tree from the entries. If that does not lead to the signed root, it is recomputed from the lowest tiles, which tells
/// whether the entries or the tiles were changed.
/// </summary>
internal static class TreeCheck
{
    public static void Run(Checkpoint signed, LogFiles files, FindingList findings, LogEntryVisitor? visit, CancellationToken stop)
    {
        var leaves = LeafCheck.Run(signed.Size, files, findings, visit, stop);
        if (leaves.Root is not { } root)
        {
            findings.Add(TilePath.Checkpoint, null, "The tree cannot be recomputed, for entries are missing from both bundle and tile.");
            return;
        }

        if (root == signed.Root)
        {
            findings.AddRange(leaves.Differing.Select(d => new LogFinding(d.Tile.ToString(), d.Index, $"The leaf is not that of the entry in {d.Bundle}.")));
            findings.AddRange(leaves.Upper);
            return;
        }

        if (leaves.Differing.Count > 0 && FromTiles(signed, files, out var upper, stop))
        {
            findings.AddRange(leaves.Differing.Select(d => new LogFinding(d.Bundle.ToString(), d.Index, "The entry is not the one that was signed.")));
            findings.AddRange(upper);
            return;
        }

        findings.Add(TilePath.Checkpoint, null, $"The entries lead to the root {root}, not to the signed {signed.Root}.");
        findings.AddRange(leaves.Differing.Select(d => new LogFinding(d.Bundle.ToString(), d.Index, $"The entry and the leaf in {d.Tile} differ.")));
        findings.AddRange(leaves.Upper);
    }

    /// <summary>Whether the lowest tiles lead to the signed root, and what is wrong above them then.</summary>
    private static bool FromTiles(Checkpoint signed, LogFiles files, out IReadOnlyList<LogFinding> upper, CancellationToken stop)
    {
        var tree = new UpperTiles(files);
        upper = tree.Findings;
        for (long index = 0; TileLayout.At(0, index, signed.Size) is { } path; index++)
        {
            stop.ThrowIfCancellationRequested();
            if (files.Tile(path, out _) is not { } tile)
                return false;
            for (var i = 0; i < path.Width; i++)
                tree.Append(LogFiles.HashAt(tile, i));
        }

        return tree.Finish() == signed.Root;
    }
}

using SharingHub.Verification.Merkle;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>An entry whose bundle and whose leaf disagree.</summary>
internal readonly record struct DifferingLeaf(TilePath Bundle, TilePath Tile, long Index);

/// <summary>Reads all bundles and the tiles of leaves.</summary>
/// <param name="Root">The root that the entries lead to; null if some are nowhere.</param>
/// <param name="Differing">Where bundle and tile disagree.</param>
/// <param name="Upper">What is wrong above, if the entries are right.</param>
internal sealed record LeafCheck(Sha256Hash? Root, IReadOnlyList<DifferingLeaf> Differing, IReadOnlyList<LogFinding> Upper)
{
    public static LeafCheck Run(long size, LogFiles files, FindingList findings, LogEntryVisitor? visit, CancellationToken stop)
    {
        var differing = new List<DifferingLeaf>();
        var tree = new UpperTiles(files);
        var whole = true;
        for (long index = 0; TileLayout.At(0, index, size) is { } path; index++)
        {
            stop.ThrowIfCancellationRequested();
            var bundlePath = path with { Level = TilePath.Entries };
            var bundle = files.Bundle(bundlePath);
            if (!bundle.Ok)
                findings.Add(bundlePath, bundle.Problem.Sentence);
            var tile = files.Tile(path, out var problem);
            if (problem is not null)
                findings.Add(path, problem);
            whole &= bundle.Ok || tile is not null;
            var first = index * TilePath.FullWidth;
            for (var i = 0; whole && i < path.Width; i++)
            {
                // An entry that cannot be read is taken from the tile, so that the rest of the tree can still be checked.
                var leaf = bundle.Ok ? Rfc6962.Leaf(bundle.Value[i].Span) : LogFiles.HashAt(tile!.Value, i);
                if (tile is { } claimed && leaf != LogFiles.HashAt(claimed, i) && differing.Count <= LogVerifier.MaxFindings)
                    differing.Add(new DifferingLeaf(bundlePath, path, first + i));
                tree.Append(leaf);
            }

            for (var i = 0; bundle.Ok && i < path.Width; i++)
                visit?.Invoke(first + i, bundle.Value[i]);
        }

        return new LeafCheck(whole ? tree.Finish() : null, differing, tree.Findings);
    }
}

using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>Files that the signed tree does not need: earlier partial tiles must be the beginning of what they grew into; others have no place.</summary>
internal static class SpareFiles
{
    public static void Check(long size, IEnumerable<string> present, LogFiles files, FindingList findings, CancellationToken stop)
    {
        foreach (var name in present)
        {
            stop.ThrowIfCancellationRequested();
            if (!TilePath.TryParse(name, out var path))
                findings.Add(name, null, "A log has no file of this name.");
            else if (TileLayout.At(path.Level, path.Index, size) is not { } grown || grown.Width < path.Width)
                findings.Add(path, $"The checkpoint of size {size} does not cover it.");
            else if (grown != path && !IsBeginning(path, grown, files))
                findings.Add(path, $"It is not the beginning of {grown}.");
        }
    }

    private static bool IsBeginning(TilePath path, TilePath grown, LogFiles files)
    {
        if (files.Read(path) is not { } bytes || files.Read(grown) is not { } all || !all.Span.StartsWith(bytes.Span))
            return false;
        return path.IsBundle ? EntryBundle.Decode(bytes, path.Width).Ok : bytes.Length == path.Width * Sha256Hash.Size;
    }
}

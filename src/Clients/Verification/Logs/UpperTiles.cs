using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>Builds a tree from its leaves and compares every tile above the lowest level with its file.</summary>
internal sealed class UpperTiles(LogFiles files)
{
    private readonly TileBuilder _tiles = new();
    private readonly List<LogFinding> _findings = [];

    public IReadOnlyList<LogFinding> Findings => _findings;

    public void Append(in Sha256Hash leaf) => _tiles.Append(leaf, Compare);

    /// <summary>Compares the partial tiles and gives the root.</summary>
    public Sha256Hash Finish()
    {
        foreach (var (path, bytes) in _tiles.Partial())
            Compare(path, bytes);
        return _tiles.Root();
    }

    private void Compare(TilePath path, ReadOnlySpan<byte> computed)
    {
        if (path.Level == 0)
            return;
        if (files.Tile(path, out var problem) is not { } tile)
            Add(path, problem!);
        else if (!tile.Span.SequenceEqual(computed))
            Add(path, $"Hash {tile.Span.CommonPrefixLength(computed) / Sha256Hash.Size} is not that of the tile below.");
    }

    private void Add(TilePath path, string sentence)
    {
        // Only what FindingList would take: a hostile log must not fill the memory.
        if (_findings.Count <= LogVerifier.MaxFindings)
            _findings.Add(new LogFinding(path.ToString(), null, sentence));
    }
}

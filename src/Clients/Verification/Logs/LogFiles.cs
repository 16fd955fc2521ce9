using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>The files of a log, held to the form that the tree's size gives them. Their content is not believed.</summary>
internal sealed class LogFiles(Func<string, ReadOnlyMemory<byte>?> read)
{
    public ReadOnlyMemory<byte>? Read(TilePath path) => read(path.ToString());

    /// <summary>The hashes of a tile; null with a sentence if there is no such file or it has another length.</summary>
    public ReadOnlyMemory<byte>? Tile(TilePath path, out string? problem)
    {
        var bytes = Read(path);
        problem = bytes is null ? "The file is missing."
            : bytes.Value.Length != path.Width * Sha256Hash.Size ? $"The file has {bytes.Value.Length} bytes, not {path.Width * Sha256Hash.Size}."
            : null;
        return problem is null ? bytes : null;
    }

    /// <summary>The entries of a bundle.</summary>
    public Checked<ReadOnlyMemory<byte>[]> Bundle(TilePath path) =>
        Read(path) is { } bytes ? EntryBundle.Decode(bytes, path.Width) : new Problem("The file is missing.");

    public static Sha256Hash HashAt(ReadOnlyMemory<byte> tile, int place) => new(tile.Span.Slice(place * Sha256Hash.Size, Sha256Hash.Size));
}

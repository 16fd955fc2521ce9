namespace SharingHub.Archives.Format;

/// <summary>The files of an archive, by names with slashes. Their content is not believed.</summary>
/// <param name="names">Every file there is.</param>
/// <param name="read">Gives a file; null if there is none.</param>
public sealed class ArchiveFiles(IReadOnlyCollection<string> names, Func<string, ReadOnlyMemory<byte>?> read)
{
    // Deeper than any path of an archive: a folder that leads back to itself ends the walk.
    private const int MaxDepth = 16;

    public IReadOnlyCollection<string> Names { get; } = names;

    public ReadOnlyMemory<byte>? Read(string name) => read(name);

    /// <summary>A folder's files.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ArchiveFiles Of(DirectoryInfo folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!folder.Exists)
            throw new DirectoryNotFoundException($"There is no folder '{folder.FullName}'.");
        // Hidden files too: what is spare is named, wherever it is.
        var every = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = FileAttributes.None };
        var names = folder.EnumerateFiles("*", every).Select(f => Path.GetRelativePath(folder.FullName, f.FullName).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
        return new ArchiveFiles(names, name => names.Contains(name) ? File.ReadAllBytes(Path.Combine(folder.FullName, name)) : null);
    }
}

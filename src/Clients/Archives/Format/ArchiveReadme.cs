namespace SharingHub.Archives.Format;

/// <summary>What an archive says of itself: its format, and how to check it by hand. The same text in every archive of this format.</summary>
public static class ArchiveReadme
{
    private static readonly Lazy<byte[]> File = new(() =>
    {
        using var resource = typeof(ArchiveReadme).Assembly.GetManifestResourceStream("SharingHub.Archives.README")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    });

    public static ReadOnlyMemory<byte> Bytes => File.Value;
}

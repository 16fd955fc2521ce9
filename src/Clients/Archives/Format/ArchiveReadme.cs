namespace SharingHub.Archives.Format;

/// <summary>What an archive says of itself: its format, and how to check it by hand. The same text in every archive of this format.</summary>
public static class ArchiveReadme
{
    private static readonly Lazy<byte[]> File = new(() => Read("README"));
    private static readonly Lazy<byte[]> SuccessionsFile = new(() => Read("SUCCESSIONS"));

    public static ReadOnlyMemory<byte> Bytes => File.Value;

    /// <summary>Beside the successions of the log's keys: a text of its own, so that archives without any are as they always were.</summary>
    public static ReadOnlyMemory<byte> OfSuccessions => SuccessionsFile.Value;

    private static byte[] Read(string name)
    {
        using var resource = typeof(ArchiveReadme).Assembly.GetManifestResourceStream($"SharingHub.Archives.{name}")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}

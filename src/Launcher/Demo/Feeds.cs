using System.IO.Compression;
using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>The members' feeds of the model operation: NDJSON, a proto3-JSON IntelRecord a line.</summary>
internal static class Feeds
{
    public static IReadOnlyList<string> Members { get; } = ["amazonia", "bazaarly", "cartwheel", "parcelwing", "customs", "brandguild"];

    public static async Task<IReadOnlyDictionary<string, List<IntelRecord>>> ReadAsync(CancellationToken cancellation)
    {
        var feeds = new Dictionary<string, List<IntelRecord>>();
        foreach (var member in Members)
        {
            feeds[member] = await ReadAsync(Path.Combine(AppContext.BaseDirectory, "Feeds", $"{member}.ndjson.gz"), cancellation);
        }

        return feeds;
    }

    private static async Task<List<IntelRecord>> ReadAsync(string file, CancellationToken cancellation)
    {
        var records = new List<IntelRecord>();
        await using var raw = File.OpenRead(file);
        await using var plain = new GZipStream(raw, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            records.Add(JsonParser.Default.Parse<IntelRecord>(line));
        }

        return records;
    }
}

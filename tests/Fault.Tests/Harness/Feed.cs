using System.IO.Compression;
using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>The operation's feeds, as their members send them.</summary>
internal static class Feed
{
    public static IReadOnlyList<IntelRecord> Of(string member)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demo", "Feeds", $"{member}.ndjson.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var records = new List<IntelRecord>();
        while (text.ReadLine() is { } line)
            records.Add(JsonParser.Default.Parse<IntelRecord>(line));
        return records;
    }

    /// <summary>Some of a feed as records of a test's own: the prefix goes before each id.</summary>
    public static IReadOnlyList<IntelRecord> Of(string member, int count, string prefix)
    {
        var feed = Of(member);
        return [.. Enumerable.Range(0, count).Select(at =>
        {
            var record = feed[at % feed.Count].Clone();
            record.Id = at < feed.Count ? $"{prefix}-{record.Id}" : $"{prefix}-{at / feed.Count}-{record.Id}";
            return record;
        })];
    }
}

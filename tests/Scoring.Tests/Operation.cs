using System.Collections.Concurrent;
using System.IO.Compression;
using Google.Protobuf;
using SharingHub.Hub.Correlation;
using SharingHub.V1;

namespace SharingHub.Scoring.Tests;

/// <summary>An operation's records in the order in which they were observed. Holds nothing of the truth.</summary>
internal sealed class Operation
{
    private static readonly ConcurrentDictionary<string, Operation> Read = new();

    private Operation(string name)
    {
        Name = name;
        // Members' order breaks ties of time; a record's id has no part in it.
        Records = [.. Members.SelectMany(FeedOf).OrderBy(view => view.Record.ObservedAt.ToDateTimeOffset())];
    }

    public static string[] Members { get; } = ["amazonia", "bazaarly", "cartwheel", "customs", "brandguild", "parcelwing"];

    public string Name { get; }

    public IReadOnlyList<JoinView> Records { get; }

    public static Operation Of(string name) => Read.GetOrAdd(name, one => new Operation(one));

    /// <summary>Lines of an embedded file.</summary>
    public static IEnumerable<string> Lines(string resource)
    {
        using var raw = typeof(Operation).Assembly.GetManifestResourceStream(resource) ?? throw new FileNotFoundException($"{resource} is not embedded");
        using var reader = new StreamReader(new GZipStream(raw, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private IEnumerable<JoinView> FeedOf(string member) => Lines($"{Name}/{member}.ndjson.gz")
        .Select(line => new JoinView(member, JsonParser.Default.Parse<IntelRecord>(line), CorrelationRelease.Contributor, new HashSet<string>()));
}

using Google.Protobuf;
using SharingHub.Hub.Foundation;
using SharingHub.Launcher.Demo;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>
/// Records in the shapes and the proportions of the model operation: its feeds, as often over as it takes, each time under new ids.
/// Links lead to records of the same copy, so they resolve as they do in the operation.
/// </summary>
internal sealed class Workload
{
    private readonly List<(int Feed, IntelRecord Record)> _operation;
    private readonly List<string> _members;

    private Workload(IReadOnlyDictionary<string, List<IntelRecord>> feeds)
    {
        _members = [.. feeds.Keys];
        _operation = [.. feeds.SelectMany(feed => feed.Value.Select(record => (_members.IndexOf(feed.Key), record)))];
    }

    public static async Task<Workload> ReadAsync(CancellationToken cancellation) => new(await Feeds.ReadAsync(cancellation));

    /// <summary>Serialised records whose ids no other tag has. One member can submit them all.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tag">A few characters of what an id may hold.</param>
    /// <param name="only">Which of the operation's records to copy; null means all.</param>
    public IReadOnlyList<ByteString> Make(int count, string tag, Predicate<IntelRecord>? only = null)
    {
        var copied = only is null ? _operation : _operation.FindAll(one => only(one.Record));
        return [.. Enumerable.Range(0, count).Select(i => Copy(copied[i % copied.Count], $"{tag}.{i / copied.Count}").ToByteString())];
    }

    /// <summary>
    /// The operation's records of some kinds as one member's, in the order in which they were observed, under ids that no other tag has.
    /// </summary>
    /// <param name="number">Among whom: see <see cref="Strangers"/>. 0 is the operation's own people.</param>
    public IEnumerable<IntelRecord> Among(int number, string tag, params RecordKind[] kinds) => _operation
        .Where(one => kinds.Contains(KindNames.Of(one.Record)))
        .OrderBy(one => one.Record.ObservedAt.Seconds)
        .Select(one => Copy((one.Feed, Strangers.Copy(one.Record, number)), tag));

    /// <summary>The operation's records themselves, for what asks about records and submits none.</summary>
    public IEnumerable<IntelRecord> Originals => _operation.Select(one => one.Record);

    private IntelRecord Copy((int Feed, IntelRecord Record) one, string tag)
    {
        var copy = one.Record.Clone();
        copy.Id = Name(copy.Id, one.Feed, tag);
        foreach (var link in copy.Links)
        {
            link.Id = Name(link.Id, link.Contributor.Length == 0 ? one.Feed : _members.IndexOf(link.Contributor), tag);
            link.Contributor = "";
        }

        return copy;
    }

    private static string Name(string id, int feed, string tag) => $"{id}.{feed}.{tag}";
}

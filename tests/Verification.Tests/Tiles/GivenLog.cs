using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tests.Events;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Tiles;

/// <summary>A whole log in memory, grown in steps, with a cosigned checkpoint.</summary>
internal sealed class GivenLog
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public long Size { get; private set; }

    public Sha256Hash Root { get; private set; } = Rfc6962.EmptyRoot;

    public static LogPolicy Policy { get; } = new(GivenEvent.Origin, [GivenEvent.Log.Key], [GivenEvent.Witness.Key], quorum: 1);

    public static GivenLog Of(int size, int step = int.MaxValue, Func<int, byte[]>? entry = null)
    {
        var log = new GivenLog();
        for (var from = 0; from < size; from = (int)log.Size)
            log.Grow(Enumerable.Range(from, Math.Min(step, size - from)).Select(entry ?? Entry));
        log.Sign();
        return log;
    }

    public static byte[] Entry(int index) => Hex.Utf8($"entry {index}");

    public ReadOnlyMemory<byte>? Read(string path) => Files.TryGetValue(path, out var bytes) ? bytes : null;

    public ReadOnlyMemory<byte>? Read(TilePath path) => Read(path.ToString());

    public LogGrowth Grow(IEnumerable<byte[]> entries)
    {
        var growth = LogGrowth.Append(Size, Root, Read, entries.Select(e => new ReadOnlyMemory<byte>(e))).OrThrow();
        foreach (var (path, bytes) in growth.Files)
            Files.Add(path.ToString(), bytes);
        (Size, Root) = (growth.Size, growth.Root);
        return growth;
    }

    public void Sign()
    {
        var text = new Checkpoint(GivenEvent.Origin, Size, Root).ToText();
        Files[TilePath.Checkpoint] = SignedNote.Create(text, [GivenEvent.Log.Sign(text, 0), GivenEvent.Witness.Sign(text, 1)]).OrThrow().ToBytes();
    }
}

using Google.Protobuf;
using SharingHub.Archives.Format;
using SharingHub.V1;

namespace SharingHub.Archives.Checks;

/// <summary>
/// Holds erased entries against the acts <c>record.expunged.v1</c>: each erased entry is named, at its version, by a later act of its stream, and what such
/// an act names is erased.
/// </summary>
internal sealed class Tombstones(StreamTable streams, ArchiveFindings findings)
{
    public const string Type = "record.expunged.v1";

    /// <summary>Entries that a tombstone accounts for.</summary>
    public long Accounted { get; private set; }

    public static void Erased(long index, SeenStream stream, ErasedEvent erased) => (stream.Erased ??= []).Add((index, erased.Id, erased.Version));

    public void Expunged(long index, SeenStream stream, long version, byte[] body)
    {
        RecordExpunged expunged;
        try
        {
            expunged = RecordExpunged.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException)
        {
            findings.Add(index, $"The body is no message of {Type}.");
            return;
        }

        // The act's own line is open, and counts from here on.
        if (stream.Open is { } open)
            findings.Add(index, $"It says that the stream was expunged, and entry {open} of it is still open.");
        if (expunged.EventIds.Count != version - 1)
            findings.Add(index, $"It names {expunged.EventIds.Count} expunged acts; {version - 1} came before it.");
        var erased = stream.Erased ?? [];
        stream.Erased = null;
        foreach (var one in erased)
        {
            if (one.Version <= expunged.EventIds.Count && expunged.EventIds[(int)one.Version - 1] == one.Id.ToString("D"))
                Accounted++;
            else
                findings.Add(one.Index, $"The entry is said to be event {one.Id:D}, expunged; the act of entry {index} names another at version {one.Version}.");
        }
    }

    /// <summary>Names what is erased and has no tombstone.</summary>
    public void Finish()
    {
        foreach (var stream in streams.Streams)
        {
            foreach (var one in stream.Erased ?? [])
                findings.Add(one.Index, "The entry cannot be opened, and no act says that its event was expunged.");
        }
    }
}

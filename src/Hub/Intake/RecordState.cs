using SharingHub.Hub.Foundation.Attributes;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>A revision that is held: the event that brought it, and the digest of its content.</summary>
internal sealed record HeldRevision(Guid EventId, long Version, DateTimeOffset CommittedAt, byte[] ContentDigest);

/// <summary>A record, folded from its stream <c>record/contributor/kind/id</c>.</summary>
internal sealed class RecordState(byte[]? key)
{
    /// <summary>The key that serves the stream's next act; null when it cannot be had.</summary>
    public byte[]? Key { get; } = key;

    /// <summary>Whether what the record said was destroyed; nothing follows then.</summary>
    public bool IsExpunged { get; private set; }

    /// <summary>Whether something that the record said does not open, so that nothing can be decided on it now.</summary>
    public bool IsUnreadable { get; private set; } = key is null;

    /// <summary>The acts, in the order of their versions.</summary>
    public List<Guid> Acts { get; } = [];

    public Dictionary<uint, HeldRevision> Revisions { get; } = [];

    /// <summary>How many acts the stream holds.</summary>
    public long Version { get; private set; }

    /// <summary>The highest revision held; 0 while there is none.</summary>
    public uint Revision { get; private set; }

    /// <summary>What the current revision says; null while there is none.</summary>
    public IntelRecord? Content { get; private set; }

    public Tlp Tlp { get; private set; }

    public uint Confidence { get; private set; }

    /// <summary>What conditions of agreements look at, so that a retraction is decided as its record was.</summary>
    public RecordAttributes? Attributes { get; private set; }

    /// <summary>The retraction that stands, if the last act is one.</summary>
    public HeldRevision? Retraction { get; private set; }

    public void ApplyContent(IntelRecord record, HeldRevision held)
    {
        Revisions[record.Revision] = held;
        (Version, Revision, Retraction) = (held.Version, record.Revision, null);
        (Content, Tlp, Confidence, Attributes) = (record, record.Tlp, record.Confidence, RecordAttributesOf.Record(record));
    }

    public void ApplyRetraction(HeldRevision retraction) => (Version, Retraction) = (retraction.Version, retraction);

    public void ApplyExpunge(long version) => (Version, IsExpunged, IsUnreadable) = (version, true, false);

    /// <summary>An act of which nothing is known but that it was.</summary>
    public void ApplyUnreadable(long version) => (Version, IsUnreadable) = (version, true);
}

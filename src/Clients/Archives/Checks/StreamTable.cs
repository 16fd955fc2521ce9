namespace SharingHub.Archives.Checks;

/// <summary>What was seen of each stream, and of each entry what disclosures point back at.</summary>
internal sealed class StreamTable
{
    private readonly Dictionary<string, SeenStream> _streams = new(StringComparer.Ordinal);
    private readonly List<SeenEntry> _entries = [];

    public IEnumerable<SeenStream> Streams => _streams.Values;

    public SeenStream Of(string stream)
    {
        if (!_streams.TryGetValue(stream, out var seen))
            _streams.Add(stream, seen = new SeenStream(stream));
        return seen;
    }

    /// <summary>Keeps an entry. Entries that could not be read leave gaps.</summary>
    public void Keep(long index, SeenStream stream, long version, DateTimeOffset? recorded)
    {
        while (_entries.Count < index)
            _entries.Add(default);
        _entries.Add(new SeenEntry(stream, version, recorded));
    }

    /// <summary>The entry at an index, if it was seen and read.</summary>
    public SeenEntry? Find(ulong index) => index < (ulong)_entries.Count && _entries[(int)index] is { Stream: not null } found ? found : null;
}

/// <summary>An entry, as far as it was read.</summary>
/// <param name="Stream">Null in a gap.</param>
/// <param name="Recorded">Null when the event was erased.</param>
internal readonly record struct SeenEntry(SeenStream Stream, long Version, DateTimeOffset? Recorded);

/// <summary>What was seen of one stream.</summary>
internal sealed class SeenStream(string name)
{
    public string Name { get; } = name;

    /// <summary>The last version; 0 before the first.</summary>
    public long Version { get; set; }

    /// <summary>The first entry that is open; null while there is none.</summary>
    public long? Open { get; set; }

    /// <summary>Entries that are erased, in order; null for most streams.</summary>
    public List<(long Index, Guid Id, long Version)>? Erased { get; set; }
}

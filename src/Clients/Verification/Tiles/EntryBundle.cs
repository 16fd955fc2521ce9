using System.Buffers.Binary;

namespace SharingHub.Verification.Tiles;

/// <summary>Entries as they are served: each after its length, <c>u16be length ‖ entry</c>.</summary>
public static class EntryBundle
{
    public const int MaxEntryBytes = ushort.MaxValue;

    /// <exception cref="ArgumentException">An entry is longer than 65 535 bytes.</exception>
    public static byte[] Encode(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var bundle = new MemoryStream();
        foreach (var entry in entries)
            Append(bundle, entry.Span);
        return bundle.ToArray();
    }

    /// <summary>Exactly <paramref name="count"/> entries and not a byte more.</summary>
    public static Checked<ReadOnlyMemory<byte>[]> Decode(ReadOnlyMemory<byte> bundle, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var entries = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++)
        {
            if (bundle.Length < sizeof(ushort))
                return new Problem($"The bundle ends after {i} of {count} entries.");
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < sizeof(ushort) + length)
                return new Problem($"The bundle ends within entry {i} of {count}.");
            entries[i] = bundle.Slice(sizeof(ushort), length);
            bundle = bundle[(sizeof(ushort) + length)..];
        }

        return bundle.IsEmpty ? entries : new Problem($"The bundle has {bundle.Length} bytes after its {count} entries.");
    }

    internal static void Append(MemoryStream bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > MaxEntryBytes)
            throw new ArgumentException($"An entry has at most {MaxEntryBytes} bytes, not {entry.Length}.", nameof(entry));
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
        bundle.Write(length);
        bundle.Write(entry);
    }
}

namespace SharingHub.Hub.Intake.Validation.Wire;

/// <summary>Reads tags, varints and lengths from a span; every read says whether it was sound.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestVarint = 10;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public bool TryReadTag(out uint field, out WireType type)
    {
        var sound = TryReadVarint(out var tag) && tag <= uint.MaxValue;
        field = (uint)tag >> 3;
        type = (WireType)(tag & 7);
        return sound && field != 0;
    }

    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < _rest.Length && i < LongestVarint; i++)
        {
            var part = _rest[i];
            if (i == LongestVarint - 1 && part > 1) return false; // Beyond 64 bits.
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return true;
        }
        return false;
    }

    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryReadVarint(out var length) && length <= (ulong)_rest.Length && TryTake((int)length, out value);
    }

    /// <summary>Passes over the value of a field that is not known.</summary>
    public bool TrySkip(uint field, WireType type, int depth) => type switch
    {
        WireType.Varint => TryReadVarint(out _),
        WireType.Fixed64 => TryTake(8, out _),
        WireType.Length => TryReadBytes(out _),
        WireType.GroupStart => TrySkipGroup(field, depth + 1),
        WireType.Fixed32 => TryTake(4, out _),
        _ => false,
    };

    private bool TrySkipGroup(uint group, int depth)
    {
        if (depth > Limits.Depth) return false;
        while (TryReadTag(out var field, out var type))
        {
            if (type == WireType.GroupEnd) return field == group;
            if (!TrySkip(field, type, depth)) return false;
        }
        return false;
    }

    private bool TryTake(int count, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (count > _rest.Length) return false;
        value = _rest[..count];
        _rest = _rest[count..];
        return true;
    }
}

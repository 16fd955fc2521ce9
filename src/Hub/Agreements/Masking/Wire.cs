using System.Runtime.CompilerServices;

namespace SharingHub.Hub.Agreements.Masking;

internal enum WireType : byte
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}

/// <summary>One field as it stands on the wire: tag from <c>Start</c>, value in <c>ValueStart..End</c> (without its length).</summary>
internal readonly record struct WireField(int Number, WireType Type, int Start, int TagEnd, int ValueStart, int End);

/// <summary>Reads the protobuf wire format and nothing more.</summary>
internal static class Wire
{
    /// <summary>As deep as the protobuf runtime goes by default.</summary>
    private const int DeepestGroup = 100;

    public static WireField ReadField(ReadOnlySpan<byte> bytes, ref int at)
    {
        var field = ReadAny(bytes, ref at, DeepestGroup);
        return field.Type == WireType.EndGroup ? throw new MalformedRecordException("a group ends that did not begin") : field;
    }

    /// <summary>Most numbers on the wire are one byte; those are read in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at) =>
        (uint)at < (uint)bytes.Length && bytes[at] < 0x80 ? bytes[at++] : ReadLongVarint(bytes, ref at);

    public static int VarintSize(int value)
    {
        var size = 1;
        for (var rest = (uint)value; rest >= 0x80; rest >>= 7)
            size++;
        return size;
    }

    public static void WriteVarint(Span<byte> output, int value)
    {
        var at = 0;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            output[at++] = (byte)(rest | 0x80);
        output[at] = (byte)rest;
    }

    private static ulong ReadLongVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at >= bytes.Length)
                throw new MalformedRecordException("a number is cut short");
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new MalformedRecordException("a number is longer than ten bytes");
    }

    private static WireField ReadAny(ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        var start = at;
        var tag = ReadVarint(bytes, ref at);
        if (tag is < 8 or > uint.MaxValue)
            throw new MalformedRecordException("a field has no valid number");
        var number = (int)(tag >> 3);
        var type = (WireType)(tag & 7);
        var tagEnd = at;
        var length = type == WireType.Length ? ReadVarint(bytes, ref at) : 0;
        var valueStart = at;
        switch (type)
        {
            case WireType.Varint:
                ReadVarint(bytes, ref at);
                break;
            case WireType.Fixed64:
                Advance(bytes, ref at, 8);
                break;
            case WireType.Fixed32:
                Advance(bytes, ref at, 4);
                break;
            case WireType.Length:
                Advance(bytes, ref at, length);
                break;
            case WireType.StartGroup:
                SkipGroup(bytes, ref at, number, depth);
                break;
            case WireType.EndGroup:
                break;
            default:
                throw new MalformedRecordException("a field has no valid wire type");
        }

        return new WireField(number, type, start, tagEnd, valueStart, at);
    }

    private static void SkipGroup(ReadOnlySpan<byte> bytes, ref int at, int number, int depth)
    {
        if (depth == 0)
            throw new MalformedRecordException("groups are nested too deep");
        WireField inner;
        do
        {
            if (at >= bytes.Length)
                throw new MalformedRecordException("a group does not end");
            inner = ReadAny(bytes, ref at, depth - 1);
        }
        while (inner.Type != WireType.EndGroup);
        if (inner.Number != number)
            throw new MalformedRecordException("a group ends that did not begin");
    }

    private static void Advance(ReadOnlySpan<byte> bytes, ref int at, ulong length)
    {
        if (length > (ulong)(bytes.Length - at))
            throw new MalformedRecordException("a field is cut short");
        at += (int)length;
    }
}

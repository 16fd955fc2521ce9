using System.Globalization;
using System.Text.Unicode;

namespace SharingHub.Hub.Intake.Validation.Wire;

/// <summary>
/// Walks a message once before the parser does, for what Google.Protobuf lets pass: fields that the contract lacks, which it keeps unseen.
/// On the way it finds all that makes a parser throw, text that is not UTF-8 among it, so that bad bytes cost no exception.
/// </summary>
internal static class WireScan
{
    /// <returns>Whether the bytes are a sound message. What is not known in it goes to <paramref name="check"/>.</returns>
    public static bool IsSound(ref Checker check, ReadOnlySpan<byte> bytes, MessageShape shape, int depth = 1)
    {
        if (depth > Limits.Depth) return false;
        var reader = new WireReader(bytes);
        Span<int> seen = stackalloc int[shape.Slots];
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var number, out var type)) return false;
            var field = shape.Field(number);
            if (field is null || !(type == field.WireType || (type == WireType.Length && field.MayBePacked)))
            {
                if (!reader.TrySkip(number, type, depth)) return false;
                check.Violation(number.ToString(CultureInfo.InvariantCulture), Sentences.UnknownField);
            }
            else if (type == WireType.Varint)
            {
                if (!reader.TryReadVarint(out _)) return false;
            }
            else
            {
                if (!reader.TryReadBytes(out var value)) return false;
                var at = field.IsRepeated ? new Field(field.Name, seen[field.Number]++) : field.Name;
                if (!IsSoundValue(ref check, at, value, field, depth)) return false;
            }
        }
        return true;
    }

    private static bool IsSoundValue(ref Checker check, Field at, ReadOnlySpan<byte> value, FieldShape field, int depth)
    {
        if (field.IsText) return Utf8.IsValid(value);
        if (field.MayBePacked) return ArePackedVarints(value);
        if (field.Message is null) return true;
        check.Enter(at);
        var sound = IsSound(ref check, value, field.Message, depth + 1);
        check.Leave();
        return sound;
    }

    private static bool ArePackedVarints(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadVarint(out _)) return false;
        }
        return true;
    }
}

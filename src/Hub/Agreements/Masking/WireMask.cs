using System.Text.Unicode;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Masking;

/// <summary>Carries out a plan on the wire. What it writes is never longer than what it reads, so the output is as large as the input.</summary>
internal static class WireMask
{
    public static int Apply(MaskPlan plan, ReadOnlySpan<byte> input, Span<byte> output, Func<RecordKind, string, string, bool>? sees)
    {
        var oneofFrom = plan.HasOneof ? LastOneof(plan, input) : 0;
        var written = 0;
        var at = 0;
        while (at < input.Length)
        {
            var field = Wire.ReadField(input, ref at);
            var step = plan.StepFor(field);
            if (step.Treatment == Treatment.Drop || (step.InOneof && field.Start < oneofFrom))
                continue;
            var value = input[field.ValueStart..field.End];
            if (step.Treatment == Treatment.Descend)
            {
                if (step.IsLink && sees is not null && !LinkFilter.IsSeen(value, sees))
                    continue;
                written += Descend(step, input[field.Start..field.TagEnd], value, output[written..], sees);
                continue;
            }

            Check(step.Treatment, field.Type, value);
            input[field.Start..field.End].CopyTo(output[written..]);
            written += field.End - field.Start;
        }

        return written;
    }

    private static int Descend(Step step, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value, Span<byte> output, Func<RecordKind, string, string, bool>? sees)
    {
        // The length stands before the value and is known after it: room for the longest, then moved up if it came out shorter.
        var room = tag.Length + Wire.VarintSize(value.Length);
        var length = Apply(step.Inner!, value, output[room..], sees);
        if (length == 0 && !step.StaysWhenEmpty)
            return 0;
        var head = tag.Length + Wire.VarintSize(length);
        if (head < room)
            output.Slice(room, length).CopyTo(output[head..]);
        tag.CopyTo(output);
        Wire.WriteVarint(output[tag.Length..], length);
        return head + length;
    }

    /// <summary>
    /// Where the occurrences that a reader keeps begin. Each member of a oneof that differs from the one before it clears that one;
    /// handing out a cleared body would hand out a record of another kind than the one that was decided on.
    /// </summary>
    private static int LastOneof(MaskPlan plan, ReadOnlySpan<byte> input)
    {
        var (number, from) = (0, 0);
        var at = 0;
        while (at < input.Length)
        {
            var field = Wire.ReadField(input, ref at);
            if (field.Number != number && plan.StepFor(field).InOneof)
                (number, from) = (field.Number, field.Start);
        }

        return from;
    }

    /// <summary>What a reader would choke on is refused here, not sent on.</summary>
    private static void Check(Treatment treatment, WireType type, ReadOnlySpan<byte> value)
    {
        if (type != WireType.Length)
            return;
        if (treatment == Treatment.CopyText && !Utf8.IsValid(value))
            throw new MalformedRecordException("a text is not UTF-8");
        if (treatment != Treatment.CopyVarints)
            return;
        for (var at = 0; at < value.Length;)
            Wire.ReadVarint(value, ref at);
    }
}

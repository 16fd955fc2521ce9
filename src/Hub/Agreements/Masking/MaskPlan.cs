namespace SharingHub.Hub.Agreements.Masking;

/// <summary>What to do with each field of one message, found by field number. A number without a step is unknown, so it is dropped.</summary>
internal sealed class MaskPlan(int highestNumber)
{
    private readonly Step[] _steps = new Step[highestNumber + 1];

    /// <summary>On the wire several members of a oneof can follow each other; only the last one is in the message.</summary>
    public bool HasOneof { get; private set; }

    public void Set(int number, Step step)
    {
        _steps[number] = step;
        HasOneof |= step.InOneof;
    }

    /// <summary>The step for a field as it stands on the wire; with another wire type than its own it is an unknown field.</summary>
    public Step StepFor(in WireField field)
    {
        if (field.Number >= _steps.Length)
            return default;
        var step = _steps[field.Number];
        return step.Accepts(field.Type) ? step : default;
    }
}

internal enum Treatment : byte
{
    Drop,
    Copy,
    CopyText,
    CopyVarints,
    Descend,
}

/// <param name="Treatment">What happens to the field.</param>
/// <param name="Types">The wire types that are this field's, one bit each.</param>
/// <param name="InOneof">A member of the message's oneof, withheld or not.</param>
/// <param name="IsLink">Names another record, so it stays only if the recipient sees that one.</param>
/// <param name="StaysWhenEmpty">An empty time is the first second of 1970, not nothing.</param>
/// <param name="Inner">For <see cref="Masking.Treatment.Descend"/>.</param>
internal readonly record struct Step(Treatment Treatment, byte Types, bool InOneof, bool IsLink, bool StaysWhenEmpty, MaskPlan? Inner)
{
    public bool Accepts(WireType type) => (Types & (1 << (int)type)) != 0;
}

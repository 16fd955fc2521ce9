using SharingHub.Hub.Foundation.Attributes;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>
/// Which of many conditions hold of a record, answered for all of them at once: a bit for each, narrowed by each attribute. The cost grows with
/// the record's values and with the count of conditions by 64, not with what they ask.
/// </summary>
internal sealed class ConditionIndex
{
    /// <summary>So many bits fit on the stack: 4 096 grants of one provider and kind to one recipient. Beyond, a decision allocates.</summary>
    public const int WordsOnStack = 64;

    private static readonly RecordAttributes Nothing = new();

    private readonly ulong[] _all;
    private readonly AttributeIndex[] _attributes;

    private ConditionIndex(IReadOnlyList<Conditions?> conditions)
    {
        _all = Bits.Where(conditions.Count, _ => true);
        _attributes = [.. RecordAttribute.All.Select(attribute => new AttributeIndex(attribute, conditions)).Where(index => index.IsAsked)];
    }

    public int Words => _all.Length;

    /// <summary>Null when none of them asks for any attribute, so that all hold.</summary>
    public static ConditionIndex? Of(IReadOnlyList<Conditions?> conditions)
    {
        var index = new ConditionIndex(conditions);
        return index._attributes.Length == 0 ? null : index;
    }

    /// <param name="attributes">What the record says; null means unknown.</param>
    /// <param name="unknownHolds">Whether what is asked of an unknown attribute counts as true.</param>
    /// <param name="holding">A bit for each condition, in their order; <see cref="Words"/> long.</param>
    public void Evaluate(RecordAttributes? attributes, bool unknownHolds, Span<ulong> holding)
    {
        _all.CopyTo(holding);
        if (attributes is null && unknownHolds)
            return;
        Span<ulong> one = holding.Length <= WordsOnStack ? stackalloc ulong[WordsOnStack] : new ulong[holding.Length];
        foreach (var index in _attributes)
            index.Narrow(attributes ?? Nothing, holding, one);
    }
}

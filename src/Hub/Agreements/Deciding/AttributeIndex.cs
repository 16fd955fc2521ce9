using SharingHub.Hub.Foundation.Attributes;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>One attribute of many conditions: which of them do not ask for it, and which ask for which value.</summary>
internal sealed class AttributeIndex
{
    private readonly RecordAttribute _attribute;
    private readonly ulong[] _unasked;
    private readonly Dictionary<string, (int Word, ulong Bits)[]> _asking;

    public AttributeIndex(RecordAttribute attribute, IReadOnlyList<Conditions?> conditions)
    {
        _attribute = attribute;
        _unasked = Bits.Where(conditions.Count, place => Asked(conditions[place]).Count == 0);
        _asking = Enumerable.Range(0, conditions.Count)
            .SelectMany(place => Asked(conditions[place]).Select(value => (Value: attribute.Normalise(value), Place: place)))
            .GroupBy(pair => pair.Value, pair => pair.Place, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Bits.Sparse(group), StringComparer.Ordinal);
    }

    public bool IsAsked => _asking.Count > 0;

    /// <summary>Takes out of <paramref name="holding"/> whichever asks for this attribute and names none of the record's values.</summary>
    /// <param name="attributes">What the record says.</param>
    /// <param name="holding">A bit for each condition.</param>
    /// <param name="scratch">At least as long.</param>
    public void Narrow(RecordAttributes attributes, Span<ulong> holding, Span<ulong> scratch)
    {
        _unasked.CopyTo(scratch);
        var values = _attribute.Said(attributes);
        for (var i = 0; i < values.Count; i++) // Its enumerator would be allocated.
        {
            if (!_asking.TryGetValue(values[i], out var asking))
                continue;
            foreach (var (word, bits) in asking)
                scratch[word] |= bits;
        }

        for (var word = 0; word < holding.Length; word++)
            holding[word] &= scratch[word];
    }

    private IReadOnlyList<string> Asked(Conditions? conditions) => conditions is null ? [] : _attribute.Asked(conditions);
}

using System.Numerics;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Prohibitions of one contributor over one kind.</summary>
internal sealed class ProhibitionTable(IReadOnlyList<CompiledProhibition> prohibitions)
{
    private readonly (long Start, long End)[] _windows =
        [.. prohibitions.Select(one => (one.Window.Start.UtcTicks, one.Window.End?.UtcTicks ?? long.MaxValue))];

    private readonly ConditionIndex? _conditions = ConditionIndex.Of([.. prohibitions.Select(one => one.Prohibition?.Conditions)]);

    public bool Denies(in RecordFacts facts, DateTimeOffset now)
    {
        var at = now.UtcTicks;
        if (_conditions is null)
        {
            foreach (ref readonly var window in _windows.AsSpan())
            {
                if (window.Start <= at && at < window.End)
                    return true;
            }

            return false;
        }

        var words = _conditions.Words;
        var holding = (words <= ConditionIndex.WordsOnStack ? stackalloc ulong[ConditionIndex.WordsOnStack] : new ulong[words])[..words];
        _conditions.Evaluate(facts.Attributes, unknownHolds: true, holding);
        for (var word = 0; word < words; word++)
        {
            for (var left = holding[word]; left != 0; left &= left - 1)
            {
                ref readonly var window = ref _windows[Bits.PlaceOf(word, BitOperations.TrailingZeroCount(left))];
                if (window.Start <= at && at < window.End)
                    return true;
            }
        }

        return false;
    }
}

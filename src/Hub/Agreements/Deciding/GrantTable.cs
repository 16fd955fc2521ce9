using System.Numerics;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>
/// Grants of one use from one contributor over one kind, in determining order. What conditions do not settle is flat in it: numbers to compare, no object to follow.
/// </summary>
internal sealed class GrantTable
{
    private readonly Candidate[] _candidates;
    private readonly ConditionIndex? _conditions;

    public GrantTable(IReadOnlyList<CompiledGrant> inOrder)
    {
        _candidates = [.. inOrder.Select(grant => new Candidate(grant))];
        _conditions = ConditionIndex.Of([.. inOrder.Select(grant => grant.Grant.Conditions)]);
    }

    public CompiledGrant? First(in RecordFacts facts, DateTimeOffset now)
    {
        var asked = new Asked(facts, now);
        if (_conditions is not null)
            return FirstUnderConditions(facts.Attributes, asked);
        foreach (ref readonly var candidate in _candidates.AsSpan())
        {
            if (candidate.Fits(asked))
                return candidate.Grant;
        }

        return null;
    }

    private CompiledGrant? FirstUnderConditions(RecordAttributes? attributes, in Asked asked)
    {
        var words = _conditions!.Words;
        var holding = (words <= ConditionIndex.WordsOnStack ? stackalloc ulong[ConditionIndex.WordsOnStack] : new ulong[words])[..words];
        _conditions.Evaluate(attributes, unknownHolds: false, holding);
        for (var word = 0; word < words; word++)
        {
            for (var left = holding[word]; left != 0; left &= left - 1)
            {
                ref readonly var candidate = ref _candidates[Bits.PlaceOf(word, BitOperations.TrailingZeroCount(left))];
                if (candidate.Fits(asked))
                    return candidate.Grant;
            }
        }

        return null;
    }

    private readonly struct Asked(in RecordFacts facts, DateTimeOffset now)
    {
        public readonly long At = now.UtcTicks;
        public readonly long SequencedAt = facts.SequencedAt.UtcTicks;
        public readonly int Tlp = (int)facts.Tlp;
        public readonly uint Confidence = facts.Confidence;
        public readonly OriginGrant? CameUnder = facts.Attributes?.CameUnder;
    }

    private readonly struct Candidate(CompiledGrant grant)
    {
        public readonly CompiledGrant Grant = grant;
        private readonly long _start = grant.Window.Start.UtcTicks;
        private readonly long _end = grant.Window.End?.UtcTicks ?? long.MaxValue;
        private readonly long _backFillFrom = grant.BackFillFrom.UtcTicks;
        private readonly int _ceiling = (int)grant.Ceiling;
        private readonly uint _confidence = grant.Grant.Conditions?.MinConfidence ?? 0;
        private readonly OriginGrant? _origin = grant.Grant.Origin;

        public bool Fits(in Asked asked) => _start <= asked.At && asked.At < _end && _backFillFrom <= asked.SequencedAt
            && asked.Tlp <= _ceiling && _confidence <= asked.Confidence
            && (_origin is null || OriginRules.Match(_origin, asked.CameUnder));
    }
}

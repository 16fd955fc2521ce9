using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>
/// Which cosigners are enough: at least k of n members, each a witness's key or a group of its own (C2SP tlog-policy). No member at all,
/// <see cref="None"/>, asks for nobody.
/// </summary>
public sealed class QuorumRule
{
    private readonly VerifierKey? _witness;
    private readonly QuorumRule[] _members;
    private readonly int _threshold;
    private readonly string _words;

    private QuorumRule(VerifierKey? witness, int threshold, QuorumRule[] members, string words) =>
        (_witness, _threshold, _members, _words) = (witness, threshold, members, words);

    /// <summary>No cosignature is asked for.</summary>
    public static QuorumRule None { get; } = new(null, 0, [], "none");

    /// <summary>The cosignature of this key.</summary>
    public static QuorumRule Witness(VerifierKey key, string name) => new(key, 1, [], name);

    /// <exception cref="ArgumentOutOfRangeException">The threshold is not within 1 and the number of members.</exception>
    public static QuorumRule AtLeast(int threshold, params IReadOnlyCollection<QuorumRule> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, members.Count);
        return new QuorumRule(null, threshold, [.. members], $"{threshold} of ({string.Join(", ", members)})");
    }

    /// <summary>The keys that count for something.</summary>
    public IEnumerable<VerifierKey> Keys => _witness is null ? _members.SelectMany(m => m.Keys) : [_witness];

    /// <param name="cosigned">Whether this key has made a good cosignature.</param>
    public bool IsMet(Func<VerifierKey, bool> cosigned)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        return _witness is null ? _members.Count(m => m.IsMet(cosigned)) >= _threshold : cosigned(_witness);
    }

    /// <summary>Such as <c>2 of (ada, 1 of (bob, eve))</c>.</summary>
    public override string ToString() => _words;
}

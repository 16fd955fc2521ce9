using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>What a reader asks of a checkpoint: whose log it is, and which witnesses must have seen it.</summary>
public sealed class LogPolicy
{
    private readonly HashSet<VerifierKey> _logKeys;
    private readonly KeyRing _known;

    /// <param name="origin">The log's origin, exactly.</param>
    /// <param name="logKeys">The log's keys; while keys change, the old and the new one.</param>
    /// <param name="witnessKeys">The witnesses' keys, of type <see cref="SignatureType.Cosignature"/>.</param>
    /// <param name="quorum">How many witnesses, counted by name, must have cosigned.</param>
    /// <exception cref="ArgumentException">
    /// No log key; a witness key of another type; the same public key under two names (a cosignature does not say its cosigner's name, so
    /// that one witness would count as two); more witnesses asked for than there are.
    /// </exception>
    public LogPolicy(string origin, IEnumerable<VerifierKey> logKeys, IEnumerable<VerifierKey>? witnessKeys = null, int quorum = 0)
        : this(origin, logKeys, witnessKeys?.ToArray() ?? [], quorum)
    {
    }

    /// <param name="origin">The log's origin, exactly.</param>
    /// <param name="logKeys">The log's keys.</param>
    /// <param name="witnessKeys">The keys of all known witnesses; those that the quorum does not count are verified and listed too.</param>
    /// <param name="quorum">Which of them must have cosigned.</param>
    /// <exception cref="ArgumentException">As above, or the quorum counts a key that is not among the witnesses'.</exception>
    public LogPolicy(string origin, IEnumerable<VerifierKey> logKeys, IEnumerable<VerifierKey> witnessKeys, QuorumRule quorum)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        VerifierKey[] witnesses = [.. witnessKeys];
        _logKeys = [.. logKeys];
        if (_logKeys.Count == 0)
            throw new ArgumentException("A policy names at least one key of the log.", nameof(logKeys));
        if (witnesses.Any(w => w.Type != SignatureType.Cosignature))
            throw new ArgumentException("A witness's key is of type 0x04.", nameof(witnessKeys));
        if (_logKeys.Concat(witnesses).GroupBy(k => Convert.ToHexString(k.PublicKey)).Any(same => same.Select(k => k.Name).Distinct().Count() > 1))
            throw new ArgumentException("One public key stands under two names.", nameof(witnessKeys));
        if (quorum.Keys.Except(witnesses).Any())
            throw new ArgumentException("The quorum counts a key that is none of the witnesses'.", nameof(quorum));
        (Origin, Quorum, _known) = (origin, quorum, new KeyRing(_logKeys.Concat(witnesses)));
    }

    private LogPolicy(string origin, IEnumerable<VerifierKey> logKeys, VerifierKey[] witnessKeys, int quorum)
        : this(origin, logKeys, witnessKeys, Counting(witnessKeys, quorum))
    {
    }

    public string Origin { get; }

    public QuorumRule Quorum { get; }

    /// <summary>The log's keys.</summary>
    public IReadOnlyCollection<VerifierKey> LogKeys => _logKeys;

    /// <summary>Opens a checkpoint and holds it to the policy.</summary>
    public Checked<SignedCheckpoint> Open(ReadOnlySpan<byte> note)
    {
        var opened = _known.Open(note);
        if (!opened.Ok)
            return opened.Problem;
        var checkpoint = Checkpoint.Parse(opened.Value.Text);
        if (!checkpoint.Ok)
            return checkpoint.Problem;
        if (checkpoint.Value.Origin != Origin)
            return new Problem($"The checkpoint is of the log '{checkpoint.Value.Origin}', not of '{Origin}'.");
        if (!opened.Value.Verified.Any(s => _logKeys.Contains(s.Key)))
            return new Problem("No key of the log has signed the checkpoint.");
        var cosignatures = opened.Value.Verified.Where(s => !_logKeys.Contains(s.Key)).ToArray();
        var cosigners = cosignatures.Select(s => s.Key).ToHashSet();
        if (!Quorum.IsMet(cosigners.Contains))
            return new Problem($"{cosigners.Select(k => k.Name).Distinct().Count()} known witnesses have cosigned the checkpoint; asked for: {Quorum}.");
        return new SignedCheckpoint(checkpoint.Value, opened.Value.Note, cosignatures);
    }

    // A witness that changes its key has two for a while, and counts once.
    private static QuorumRule Counting(VerifierKey[] witnesses, int quorum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quorum);
        var named = witnesses.GroupBy(w => w.Name).Select(keys => Any([.. keys.Select(k => QuorumRule.Witness(k, k.Name))])).ToArray();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quorum, named.Length);
        return quorum == 0 ? QuorumRule.None : QuorumRule.AtLeast(quorum, named);
    }

    private static QuorumRule Any(QuorumRule[] keys) => keys is [var only] ? only : QuorumRule.AtLeast(1, keys);
}

using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>What a reader asks of a checkpoint: whose log it is, and how many witnesses must have seen it.</summary>
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
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        VerifierKey[] witnesses = [.. witnessKeys ?? []];
        _logKeys = [.. logKeys];
        if (_logKeys.Count == 0)
            throw new ArgumentException("A policy names at least one key of the log.", nameof(logKeys));
        if (witnesses.Any(w => w.Type != SignatureType.Cosignature))
            throw new ArgumentException("A witness's key is of type 0x04.", nameof(witnessKeys));
        if (_logKeys.Concat(witnesses).GroupBy(k => Convert.ToHexString(k.PublicKey)).Any(same => same.Select(k => k.Name).Distinct().Count() > 1))
            throw new ArgumentException("One public key stands under two names.", nameof(witnessKeys));
        ArgumentOutOfRangeException.ThrowIfNegative(quorum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quorum, witnesses.Select(w => w.Name).Distinct().Count());
        (Origin, Quorum, _known) = (origin, quorum, new KeyRing(_logKeys.Concat(witnesses)));
    }

    public string Origin { get; }

    public int Quorum { get; }

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
        var witnesses = cosignatures.Select(s => s.Key.Name).Distinct().Count();
        if (witnesses < Quorum)
            return new Problem($"{witnesses} known witnesses have cosigned the checkpoint; {Quorum} are asked for.");
        return new SignedCheckpoint(checkpoint.Value, opened.Value.Note, cosignatures);
    }
}

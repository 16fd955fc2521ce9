using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Verification.Checkpoints;

/// <summary>Which keys of a log follow from one that a reader trusts.</summary>
public static class LogKeyChain
{
    /// <summary>No log changes its key so often: who is shown more is led on.</summary>
    public const int MaxKeys = 1000;

    /// <summary>
    /// Goes from the trusted key from succession to succession. What was signed by the keys alone is believed as such: whether the log itself
    /// holds it, too, is for <see cref="Follow"/> or for whoever reads the whole log.
    /// </summary>
    /// <param name="trusted">The key to begin with.</param>
    /// <param name="successions">In any order; those that do not follow are left out.</param>
    /// <returns>The trusted key and its successors, in their order.</returns>
    public static Checked<VerifierKey[]> Walk(VerifierKey trusted, IReadOnlyCollection<KeySuccession> successions)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        var byOld = successions.ToLookup(s => s.Old.ToString(), StringComparer.Ordinal);
        var keys = new List<VerifierKey> { trusted };
        var seen = new HashSet<string>(StringComparer.Ordinal) { trusted.ToString() };
        while (byOld[keys[^1].ToString()].DistinctBy(s => s.New.ToString()).ToList() is { Count: > 0 } next)
        {
            if (next.Count > 1)
                return new Problem($"The key {keys[^1]} hands over to two keys: {next[0].New} and {next[1].New}. Its log shows different histories to different readers: keep both.");
            if (!seen.Add(next[0].New.ToString()) || keys.Count == MaxKeys)
                return new Problem($"The key {next[0].New} takes over a second time.");
            keys.Add(next[0].New);
        }

        return keys.ToArray();
    }

    /// <summary>As <see cref="Walk"/>, by what the log proves: each succession is an event of the log, under a checkpoint that one of its keys signed.</summary>
    /// <param name="trusted">The key to begin with.</param>
    /// <param name="proofs">Receipts of events <see cref="KeySuccession.EventType"/>, with their bodies.</param>
    public static Checked<VerifierKey[]> Follow(VerifierKey trusted, IReadOnlyCollection<EventReceipt> proofs)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        ArgumentNullException.ThrowIfNull(proofs);
        var successions = new List<KeySuccession>();
        foreach (var proof in proofs)
        {
            if (proof.Envelope.Type != KeySuccession.EventType || proof.Body is not { } body)
                return new Problem($"A succession of the log's keys is shown by an event {KeySuccession.EventType} with its body; this is a {proof.Envelope.Type}.");
            var read = KeySuccession.FromBody(body.Span);
            if (!read.Ok)
                return read.Problem;
            successions.Add(read.Value);
        }

        var keys = Walk(trusted, successions);
        if (!keys.Ok)
            return keys.Problem;
        var policy = new LogPolicy(trusted.Name, keys.Value);
        foreach (var proof in proofs)
        {
            if (proof.Verify(policy) is { Ok: false, Problem: var problem })
                return new Problem($"A succession is not shown to be in the log: {problem.Sentence}");
        }

        return keys;
    }
}

using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Keeping;

/// <summary>
/// Which checkpoints count for a folder: those under the log's keys that it believes, and, where its reader asks for witnesses, cosigned by
/// their quorum. The first key seen is believed; any other is for a person to add.
/// </summary>
internal sealed class LogTrust
{
    private readonly ReceiptFolder _folder;
    private readonly PolicyFile? _policy;
    private readonly Dictionary<string, VerifierKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (LogPolicy Log, LogPolicy? Witnessed)> _policies = new(StringComparer.Ordinal);

    public LogTrust(ReceiptFolder folder, PolicyFile? policy)
    {
        (_folder, _policy) = (folder, policy);
        foreach (var key in folder.LogKeys())
            Believe(key);
    }

    /// <summary>Whether a proof under this key can be looked at.</summary>
    /// <param name="said">The key that the hub says is the log's.</param>
    /// <param name="known">The key that the connection was given, as text.</param>
    public Problem? Meet(VerifierKey said, string? known)
    {
        if (_keys.Count == 0 && (known is null || known == said.ToString()))
        {
            Believe(said);
            _folder.Pin(said);
        }

        return _keys.ContainsKey(said.ToString()) ? null : new Problem($"It is signed with the key {said}, which is not the log's as this folder knows it.");
    }

    /// <summary>Whether the proof holds. Pending: it does, and the quorum is wanting.</summary>
    public (ReceiptState State, string Why) Verify(EventReceipt proof)
    {
        if (!_policies.TryGetValue(proof.LogKey.Name, out var policy))
            return (ReceiptState.Wrong, $"It is of the log '{proof.LogKey.Name}', which this folder does not know.");
        var held = proof.Verify(policy.Log);
        if (!held.Ok)
            return (ReceiptState.Wrong, held.Problem.Sentence);
        return policy.Witnessed is { } witnessed && proof.Verify(witnessed) is { Ok: false, Problem: var wanting } ? (ReceiptState.Pending, wanting.Sentence) : (ReceiptState.Proven, "");
    }

    private void Believe(VerifierKey key)
    {
        if (_policy is not null && !_policy.Logs.Any(l => l.Key.ToString() == key.ToString()))
            throw new ArgumentException($"The policy file does not name the log's key {key}, which this folder goes by.");
        _keys[key.ToString()] = key;
        var keys = _keys.Values.Where(k => k.Name == key.Name).ToArray();
        _policies[key.Name] = (new LogPolicy(key.Name, keys), _policy?.For(key.Name, keys).OrThrow());
    }
}

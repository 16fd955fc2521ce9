using SharingHub.Sdk.Proving;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Keeping;

/// <summary>
/// Which checkpoints count for a folder: those under the log's keys that it believes, and, where its reader asks for witnesses, cosigned by
/// their quorum. The first key seen is believed, and any that the log shows to have taken over from a believed one; any other is for a person to add.
/// </summary>
internal sealed class LogTrust
{
    private readonly ReceiptFolder _folder;
    private readonly PolicyFile? _policy;
    private readonly List<VerifierKey> _keys = [];
    private readonly Dictionary<string, Problem> _strangers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (LogPolicy Log, LogPolicy? Witnessed)> _policies = new(StringComparer.Ordinal);

    public LogTrust(ReceiptFolder folder, PolicyFile? policy)
    {
        (_folder, _policy) = (folder, policy);
        foreach (var key in folder.LogKeys())
        {
            if (Unnamed(key) is { } unnamed)
                throw new ArgumentException(unnamed.Sentence, nameof(policy));
            Believe(key);
        }
    }

    /// <summary>Whether a proof under this key can be looked at. What a believed key handed over to is followed, and kept with its proof.</summary>
    /// <param name="said">The key that the hub says is the log's.</param>
    /// <param name="hub">Whom it was said by. The key that the connection was given is the first one.</param>
    /// <param name="cancel">Ends the following.</param>
    public async Task<Problem?> MeetAsync(VerifierKey said, HubConnection hub, CancellationToken cancel)
    {
        if (_keys.Any(k => Same(k, said)))
            return null;
        if (_strangers.TryGetValue(said.ToString(), out var before))
            return before;
        var met = await FollowAsync(said, hub, cancel);
        if (met.Ok)
            met = NewOf(met.Value) is { Length: > 0 } fresh && fresh.Select(Unnamed).OfType<Problem>().FirstOrDefault() is { } unnamed ? unnamed : met;
        if (!met.Ok)
        {
            _strangers[said.ToString()] = met.Problem;
            return met.Problem;
        }

        await _folder.KeepAsync(met.Value.Proofs, cancel);
        if (_keys.Count == 0)
            _folder.Pin(met.Value.Keys[0]);
        _folder.Succeed(met.Value.Keys[0], met.Value.Keys);
        foreach (var key in NewOf(met.Value))
            Believe(key);
        return null;
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

    private async Task<Checked<FollowedKeys>> FollowAsync(VerifierKey said, HubConnection hub, CancellationToken cancel)
    {
        var stranger = new Problem($"It is signed with the key {said}, which is not the log's as this folder knows it.");
        var known = _keys.Count > 0 ? _keys.LastOrDefault(k => k.Name == said.Name)
            : hub.Options.LedgerKey is { } given ? VerifierKey.Parse(given).OrThrow()
            : said;
        if (known is null || Same(known, said))
            return known is null ? stranger : new FollowedKeys([said], []);
        var followed = await hub.TryFollowLogKeyAsync(known, cancel);
        if (!followed.Ok)
            return new Problem($"{stranger.Sentence} {followed.Problem.Sentence}");
        return followed.Value.Keys.Any(k => Same(k, said)) ? followed : stranger;
    }

    private VerifierKey[] NewOf(FollowedKeys followed) => [.. followed.Keys.Where(key => !_keys.Any(k => Same(k, key)))];

    private Problem? Unnamed(VerifierKey key) =>
        _policy is not null && !_policy.Logs.Any(l => Same(l.Key, key)) ? new Problem($"The policy file does not name the log's key {key}, which this folder goes by.") : null;

    private void Believe(VerifierKey key)
    {
        _keys.Add(key);
        var keys = _keys.Where(k => k.Name == key.Name).ToArray();
        _policies[key.Name] = (new LogPolicy(key.Name, keys), _policy?.For(key.Name, keys).OrThrow());
    }

    private static bool Same(VerifierKey one, VerifierKey other) => one.ToString() == other.ToString();
}

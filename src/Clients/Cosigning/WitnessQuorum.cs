using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Cosigning;

/// <summary>
/// Asks the witnesses of a policy to cosign a log's checkpoints (C2SP tlog-witness). It remembers where each one was; it keeps nothing
/// that a restart would miss.
/// </summary>
public sealed class WitnessQuorum : IDisposable
{
    private readonly LogPolicy _policy;
    private readonly WitnessHttp _http;
    private readonly WitnessAsking[] _witnesses;

    private WitnessQuorum(LogPolicy policy, IEnumerable<WitnessAddress> witnesses, CosigningOptions options, HttpMessageHandler handler, TimeProvider time)
    {
        _policy = policy;
        _http = new WitnessHttp(handler, options, time);
        _witnesses = [.. witnesses.Select(w => new WitnessAsking(w, _http, options, time))];
    }

    /// <summary>The rule that decides whether the cosigners are enough.</summary>
    public QuorumRule Rule => _policy.Quorum;

    /// <param name="file">The witnesses, with their URLs, and the quorum.</param>
    /// <param name="origin">The log.</param>
    /// <param name="logKeys">Its keys, as the caller knows them; the file need not name the log.</param>
    /// <param name="options">How to ask.</param>
    /// <param name="handler">From <see cref="WitnessConnections"/>; disposed of with this.</param>
    /// <param name="time">The clock.</param>
    public static Checked<WitnessQuorum> Create(
        PolicyFile file, string origin, IReadOnlyCollection<VerifierKey> logKeys, CosigningOptions options, HttpMessageHandler handler, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(file);
        var policy = file.For(origin, logKeys);
        if (!policy.Ok)
            return policy.Problem;
        var addresses = file.Witnesses.Select(WitnessAddress.Of).ToArray();
        return addresses.FirstOrDefault(a => !a.Ok) is { Problem: { } problem }
            ? problem
            : new WitnessQuorum(policy.Value, addresses.Select(a => a.OrThrow()), options, handler, time);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// Asks all witnesses at once, and waits for each no longer than the options say. A witness that fails is reported; only what this
    /// log's own side fails at is thrown.
    /// </summary>
    /// <param name="note">The checkpoint, signed by the log.</param>
    /// <param name="proofs">Makes consistency proofs that end at the checkpoint. What it throws comes out of here.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <exception cref="ArgumentException">The note is not a checkpoint of this log.</exception>
    public async Task<CosignedCheckpoint> CosignAsync(SignedNote note, ConsistencyProofs proofs, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(proofs);
        var checkpoint = Checkpoint.Parse(note.Text);
        if (!checkpoint.Ok || checkpoint.Value.Origin != _policy.Origin)
            throw new ArgumentException(checkpoint.Problem?.Sentence ?? $"The checkpoint is not of '{_policy.Origin}'.", nameof(note));
        var answers = await Task.WhenAll(_witnesses.Select(w => w.AskAsync(note, checkpoint.Value, proofs, stop)));
        VerifiedSignature[] cosignatures = [.. answers.Select(a => a.Cosignature).OfType<VerifiedSignature>()];
        var cosigned = note.With(cosignatures.Select(c => c.Signature)).OrThrow();
        return new CosignedCheckpoint(
            cosigned, checkpoint.Value, _policy.Open(cosigned.ToBytes()).Ok, WitnessedAt(cosignatures), [.. answers.Select(a => a.Report)]);
    }

    /// <summary>The latest time from which on the cosignatures are a quorum: old ones that a witness repeats do not make it younger.</summary>
    private DateTimeOffset? WitnessedAt(VerifiedSignature[] cosignatures)
    {
        var since = cosignatures.Select(c => c.Time).Distinct().OrderDescending()
            .Where(time => Rule.IsMet(key => cosignatures.Any(c => c.Key == key && c.Time >= time))).Cast<long?>().FirstOrDefault();
        return since is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}

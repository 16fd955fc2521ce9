using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;
using SharingHub.Witness.Keeping;

namespace SharingHub.Witness;

/// <summary>
/// Cosigns checkpoints of the logs that it watches (C2SP tlog-witness), never two of one log that contradict each other: a cosignature
/// leaves only after the state that forbids the other is on disk.
/// </summary>
internal sealed class CheckpointWitness : IDisposable
{
    private readonly Lock _turn = new();
    private readonly WitnessFolder _folder;
    private readonly NoteSigner _signer;
    private readonly Dictionary<string, KeyRing> _logs;
    private readonly TimeProvider _time;
    private volatile WitnessState _state;

    private CheckpointWitness(WitnessFolder folder, NoteSigner signer, WitnessState state, Dictionary<string, KeyRing> logs, TimeProvider time) =>
        (_folder, _signer, _state, _logs, _time) = (folder, signer, state, logs, time);

    public VerifierKey Key => _signer.Key;

    /// <exception cref="IOException">The folder is in use, or cannot be written to.</exception>
    /// <exception cref="InvalidDataException">What is in it cannot be gone on from.</exception>
    public static CheckpointWitness Open(string folder, string name, Dictionary<string, KeyRing> logs, TimeProvider time)
    {
        var held = WitnessFolder.Open(folder);
        try
        {
            var (signer, state) = held.Load(name);
            return new CheckpointWitness(held, signer, state, logs, time);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The newest note cosigned for the log; null before the first.</summary>
    /// <param name="path">As in <see cref="WitnessPaths.CheckpointOf"/>.</param>
    public SignedNote? Newest(string path) => _state.Heads.FirstOrDefault(h => WitnessPaths.CheckpointOf(h.Checkpoint.Origin) == path)?.Note;

    /// <summary>Answers the body of an add-checkpoint request.</summary>
    /// <returns>The verdict, and the answer's body.</returns>
    /// <exception cref="IOException">The state could not be stored. Nothing was cosigned, and the same request may be tried again.</exception>
    public (WitnessVerdict Verdict, string Body) Add(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            // Decided without a turn, so that requests that show no log's signature hold up nobody.
            var seen = _state;
            var verdict = WitnessDecision.Decide(body, origin => _logs.TryGetValue(origin, out var keys) ? new WitnessedLog(keys, seen.Of(origin)?.Checkpoint) : null);
            if (verdict.Checkpoint is not { } checkpoint)
                return (verdict, verdict.Body);
            lock (_turn)
            {
                // Another request came between: decide again, on what it left.
                if (_state.Of(checkpoint.Origin) != seen.Of(checkpoint.Origin))
                    continue;
                var (lines, note) = verdict.Answer([_signer], _time.GetUtcNow().ToUnixTimeSeconds());
                var next = _state.With(new CosignedHead(checkpoint, note));
                _folder.Save(next);
                _state = next;
                return (verdict, lines);
            }
        }
    }
}

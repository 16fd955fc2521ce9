using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Keeping;

/// <summary>
/// Cosigns the logs of peer hubs by the rule of the hub's own: never two checkpoints of a log of which neither continues the other, however often the hub's
/// database was set back. Which logs, and that their keys signed, is for the hub to know.
/// </summary>
internal sealed class LogWitness(WitnessFolder folder, TimeProvider time)
{
    private readonly Lock _one = new();

    public VerifierKey Key => folder.Signer.Key;

    /// <returns>The verdict; the one cosignature (cosignature/v1 of C2SP) where it is <see cref="SigningVerdict.Sign"/>; what was cosigned last of this log.</returns>
    /// <exception cref="IOException">The disk did not take it; nothing is cosigned.</exception>
    public (SigningVerdict Verdict, IReadOnlyList<NoteSignature> Cosignatures, Checkpoint Last) Cosign(SignRequest request)
    {
        lock (_one)
        {
            var asked = request.Checkpoint;
            var last = folder.Last(asked.Origin) ?? new Checkpoint(asked.Origin, 0, Rfc6962.EmptyRoot);
            var verdict = SigningDecision.Decide(last, request);
            if (verdict != SigningVerdict.Sign)
            {
                return (verdict, [], last);
            }

            if (asked.Size > last.Size)
            {
                folder.Keep(asked);
            }

            return (verdict, [folder.Signer.Sign(asked.ToText(), time.GetUtcNow().ToUnixTimeSeconds())], asked);
        }
    }
}

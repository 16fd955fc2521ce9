using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Keeping;

/// <summary>Decides, keeps, signs, one request at a time: what it signed is on the disk before anybody has the signature.</summary>
internal sealed class LogSigner(SignerFolder folder, TimeProvider time)
{
    private readonly Lock _one = new();

    public VerifierKey Key => folder.Signer.Key;

    public Checkpoint Last
    {
        get
        {
            lock (_one)
            {
                return folder.Last;
            }
        }
    }

    /// <returns>The verdict; the signatures, the old key's first while there is one, where it is <see cref="SigningVerdict.Sign"/>; what was signed last.</returns>
    /// <exception cref="IOException">The disk did not take it; nothing is signed.</exception>
    public (SigningVerdict Verdict, IReadOnlyList<NoteSignature> Signatures, Checkpoint Last) Sign(SignRequest request)
    {
        lock (_one)
        {
            var verdict = SigningDecision.Decide(folder.Last, request);
            if (verdict != SigningVerdict.Sign)
            {
                return (verdict, [], folder.Last);
            }

            folder.Keep(request.Checkpoint);
            var text = request.Checkpoint.ToText();
            NoteSigner[] signers = folder.Outgoing(time.GetUtcNow()) is { } old ? [old, folder.Signer] : [folder.Signer];
            // The time is said by cosignatures alone.
            return (verdict, [.. signers.Select(s => s.Sign(text, time: 0))], folder.Last);
        }
    }
}

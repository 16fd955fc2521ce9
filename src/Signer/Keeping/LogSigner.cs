using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Keeping;

/// <summary>Decides, keeps, signs, one request at a time: what it signed is on the disk before anybody has the signature.</summary>
internal sealed class LogSigner(SignerFolder folder)
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

    /// <returns>The verdict; the signature where it is <see cref="SigningVerdict.Sign"/>; what was signed last.</returns>
    /// <exception cref="IOException">The disk did not take it; nothing is signed.</exception>
    public (SigningVerdict Verdict, NoteSignature? Signature, Checkpoint Last) Sign(SignRequest request)
    {
        lock (_one)
        {
            var verdict = SigningDecision.Decide(folder.Last, request);
            if (verdict != SigningVerdict.Sign)
            {
                return (verdict, null, folder.Last);
            }

            folder.Keep(request.Checkpoint);
            // The time is said by cosignatures alone.
            return (verdict, folder.Signer.Sign(request.Checkpoint.ToText(), time: 0), folder.Last);
        }
    }
}

namespace SharingHub.Verification.Notes;

/// <summary>A note that at least one known key has signed, and no known key's signature on it is bad.</summary>
/// <param name="Note">The note as it was.</param>
/// <param name="Verified">The signatures of known keys, in the note's order.</param>
/// <param name="Unknown">The other lines: nothing is known of them.</param>
public sealed record OpenedNote(SignedNote Note, IReadOnlyList<VerifiedSignature> Verified, IReadOnlyList<NoteSignature> Unknown)
{
    public string Text => Note.Text;
}

namespace SharingHub.Verification.Notes;

/// <summary>A signature that was checked against a known key.</summary>
public sealed record VerifiedSignature(VerifierKey Key, NoteSignature Signature)
{
    /// <summary>When a witness cosigned, in seconds since 1970; null for a signature that says no time.</summary>
    public long? Time => Key.Type == SignatureType.Cosignature && CosignatureFormat.TrySplit(Signature.Signature.Span, out var time, out _) ? time : null;
}

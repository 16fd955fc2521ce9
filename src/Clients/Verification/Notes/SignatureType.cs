namespace SharingHub.Verification.Notes;

/// <summary>The signature types of C2SP signed-note that are understood here. Others exist; their keys are unknown keys.</summary>
public enum SignatureType
{
    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>A witness's Ed25519 cosignature/v1 of a checkpoint, with its time.</summary>
    Cosignature = 0x04,
}

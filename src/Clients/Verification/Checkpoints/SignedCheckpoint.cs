using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>A checkpoint that met a <see cref="LogPolicy"/>.</summary>
/// <param name="Checkpoint">What was signed.</param>
/// <param name="Note">The whole note.</param>
/// <param name="Cosignatures">Those of known witnesses, all verified, each with its time.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note, IReadOnlyList<VerifiedSignature> Cosignatures);

using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Cosigning;

/// <summary>A checkpoint after the witnesses were asked.</summary>
/// <param name="Note">The note as it came, with every good cosignature added.</param>
/// <param name="Checkpoint">Its text.</param>
/// <param name="QuorumMet">Whether the note now meets the policy.</param>
/// <param name="WitnessedAt">When a quorum had seen it, by the witnesses' own clocks: the time of the cosignature that completes one,
/// counted from the newest. Null without a quorum, and where the policy asks for no witness.</param>
/// <param name="Reports">What each witness answered, in the policy's order.</param>
public sealed record CosignedCheckpoint(SignedNote Note, Checkpoint Checkpoint, bool QuorumMet, DateTimeOffset? WitnessedAt, IReadOnlyList<WitnessReport> Reports);

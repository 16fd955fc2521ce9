using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;

namespace SharingHub.Verification.Receipts;

/// <summary>An event that is shown to be in the log.</summary>
/// <param name="Envelope">What the log commits to.</param>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Checkpoint">What vouches for it, with the cosignatures of known witnesses.</param>
/// <param name="BodyChecked">The receipt held the body, and it is the event's.</param>
public sealed record VerifiedReceipt(EventEnvelope Envelope, long Index, SignedCheckpoint Checkpoint, bool BodyChecked);

using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Proving;

/// <summary>A log's keys from one that its reader trusts.</summary>
/// <param name="Keys">The trusted key, then each that took over from the one before it.</param>
/// <param name="Proofs">The events that say so, verified; one for each key but the first.</param>
public sealed record FollowedKeys(IReadOnlyList<VerifierKey> Keys, IReadOnlyList<EventReceipt> Proofs);

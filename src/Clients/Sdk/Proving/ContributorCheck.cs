using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Sdk;

/// <summary>A contributor's signature that holds.</summary>
/// <param name="Batch">Whose it is and over how many records.</param>
/// <param name="Key">The key that signed.</param>
/// <param name="IsWhole">
/// Whether the contributor signed for exactly the bytes of the view. False for a view without all of the record: then it signed for some record
/// at this place, and what the view says is the hub's word.
/// </param>
public sealed record ContributorCheck(BatchStatement Batch, VerifierKey Key, bool IsWhole);

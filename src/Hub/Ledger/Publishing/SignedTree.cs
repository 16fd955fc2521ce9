using SharingHub.Hub.Ledger.Tree;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>A checkpoint that was signed and kept.</summary>
/// <param name="Note">The signed note, in its exact text.</param>
/// <param name="Age">Since it was signed, by the database's clock.</param>
/// <param name="IsCosigned">By a quorum of witnesses.</param>
internal sealed record SignedTree(TreeHead Head, string Note, TimeSpan Age, bool IsCosigned);

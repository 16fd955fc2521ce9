using SharingHub.Verification;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>How many entries are in the tree, and its root.</summary>
internal readonly record struct TreeHead(long Size, Sha256Hash Root);

using SharingHub.Verification;

namespace SharingHub.Hub.Federation.Following;

/// <summary>How far a peer was followed.</summary>
/// <param name="LogSize">Of its newest log that was verified to continue what was seen before; 0 before the first.</param>
/// <param name="HeardAt">When it was last heard of; null before the first time.</param>
/// <param name="Trouble">What went wrong last; null while it is in touch.</param>
/// <param name="Records">Records of its members that are held here.</param>
/// <param name="Unacknowledged">Disclosures that were imported, and that the peer may not know to be.</param>
/// <param name="Reported">The index of this hub's ledger up to which the peer was told what became of its records here; -1 before the first time.</param>
/// <param name="Disclosed">The index in its ledger of the last disclosure that was imported; -1 before the first.</param>
/// <param name="Now">The database's clock.</param>
internal sealed record FollowedPeer(
    string Peer, string Cursor, long LogSize, Sha256Hash LogRoot, DateTimeOffset? HeardAt, string? Trouble, long Records, Guid[] Unacknowledged, long Reported,
    long Disclosed, DateTimeOffset Now)
{
    /// <summary>For how long nothing was heard of it; null before the first time.</summary>
    public TimeSpan? Silence => Now - HeardAt;
}

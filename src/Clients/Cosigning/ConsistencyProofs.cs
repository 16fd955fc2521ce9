using SharingHub.Verification;

namespace SharingHub.Cosigning;

/// <summary>Makes the RFC 6962 consistency proof of the log's own tree between two of its sizes.</summary>
/// <param name="oldSize">From 1 to <paramref name="size"/>.</param>
/// <param name="size">The checkpoint's size.</param>
/// <param name="stop">Ends the making.</param>
public delegate Task<Sha256Hash[]> ConsistencyProofs(long oldSize, long size, CancellationToken stop);

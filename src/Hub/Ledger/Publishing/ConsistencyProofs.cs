using SharingHub.Hub.Ledger.Tree;
using SharingHub.Verification;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Makes proofs from the stored tiles. They are believed here, so whoever uses a proof verifies it.</summary>
internal sealed class ConsistencyProofs(TileStore tiles)
{
    /// <summary>That the tree of one size is the beginning of that of another.</summary>
    /// <exception cref="FormatException">A tile is missing.</exception>
    public async Task<Sha256Hash[]> MakeAsync(long from, long to, CancellationToken stop)
    {
        var found = await tiles.ReadAsync(TileHashes.ForConsistency(from, to), stop);
        return ConsistencyProof.Make(from, to, TileHashes.From(to, path => found.TryGetValue(path, out var tile) ? tile : null));
    }
}

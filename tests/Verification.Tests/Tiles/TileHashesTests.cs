using SharingHub.Verification.Merkle;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Tiles;

public sealed class TileHashesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    [InlineData(65_793)]
    public void Proofs_out_of_tiles_are_those_of_the_tree_and_need_only_the_tiles_named(int size)
    {
        var log = GivenLog.Of(size);
        var tree = new MerkleTree(Enumerable.Range(0, size).Select(i => Rfc6962.Leaf(GivenLog.Entry(i))));
        log.Root.ShouldBe(tree.Root());
        for (var at = 0; at < size; at += 1 + size / 97)
        {
            var needed = TileHashes.ForInclusion(at, size);
            var proof = InclusionProof.Make(at, size, TileHashes.From(size, p => needed.Contains(p) ? log.Read(p) : null));
            proof.ShouldBe(tree.Inclusion(at, size));

            needed = TileHashes.ForConsistency(at, size);
            proof = ConsistencyProof.Make(at, size, TileHashes.From(size, p => needed.Contains(p) ? log.Read(p) : null));
            proof.ShouldBe(tree.Consistency(at, size));
            needed.Count.ShouldBeLessThanOrEqualTo(6);
        }
    }

    [Fact]
    public void A_missing_tile_is_named() =>
        Should.Throw<FormatException>(() => InclusionProof.Make(0, 300, TileHashes.From(300, _ => null))).Message.ShouldContain("tile/0/000");
}

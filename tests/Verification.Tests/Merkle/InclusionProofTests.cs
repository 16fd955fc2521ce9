using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests.Merkle;

public sealed class InclusionProofTests
{
    private const int Largest = 130;
    private const int EveryBit = 20;

    private static readonly Sha256Hash[] All = Leaves.Of(Largest);
    private static readonly MerkleTree Tree = new(All);

    [Fact]
    public void Every_proof_of_every_small_tree_is_the_definitions_and_verifies()
    {
        EachProof((index, size, proof, root) =>
        {
            proof.ShouldBe(Leaves.Path(index, All.AsSpan(0, size)));
            InclusionProof.Verify(All[index], index, size, proof, root).ShouldBeTrue();
        });
    }

    [Fact]
    public void No_proof_verifies_for_another_leaf_index_or_root()
    {
        EachProof((index, size, proof, root) =>
        {
            InclusionProof.Verify(Leaves.Flip(All[index], (index + size) % 256), index, size, proof, root).ShouldBeFalse();
            InclusionProof.Verify(All[index], index, size, proof, Leaves.Flip(root, (index + size) % 256)).ShouldBeFalse();
            // Ever fewer the farther away.
            for (var other = -1; other <= size; other += 1 + Math.Abs(other - index) / 2)
                InclusionProof.Verify(All[index], other, size, proof, root).ShouldBe(other == index);
        });
    }

    [Fact]
    public void No_proof_verifies_with_a_bit_flipped()
    {
        EachProof((index, size, proof, root) =>
        {
            for (var place = 0; place < proof.Length; place++)
            {
                // Every bit in smaller trees; in larger ones a bit of each hash of each proof, another each time.
                for (var bit = size <= EveryBit ? 0 : (index + place + size) % 256; bit < 256; bit += size <= EveryBit ? 1 : 256)
                {
                    Sha256Hash[] changed = [.. proof];
                    changed[place] = Leaves.Flip(proof[place], bit);
                    InclusionProof.Verify(All[index], index, size, changed, root).ShouldBeFalse();
                }
            }
        });
    }

    [Fact]
    public void No_proof_verifies_with_a_hash_dropped_doubled_added_or_swapped()
    {
        EachProof((index, size, proof, root) =>
        {
            foreach (var changed in Mangled.Each(proof))
                InclusionProof.Verify(All[index], index, size, changed, root).ShouldBeFalse();
        });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(0, long.MinValue)]
    public void An_index_outside_the_tree_is_refused(long index, long size) =>
        InclusionProof.Verify(All[0], index, size, [], All[0]).ShouldBeFalse();

    [Fact]
    public void The_largest_tree_has_proofs_of_63_hashes()
    {
        InclusionProof.TryRoot(All[0], 0, long.MaxValue, new Sha256Hash[63], out _).ShouldBeTrue();
        InclusionProof.TryRoot(All[0], 0, long.MaxValue, new Sha256Hash[64], out _).ShouldBeFalse();
    }

    [Fact]
    public void No_proof_is_made_for_a_leaf_that_is_not_there()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Tree.Inclusion(5, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => Tree.Inclusion(-1, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => Tree.Inclusion(0, Largest + 1));
    }

    private static void EachProof(Action<int, int, Sha256Hash[], Sha256Hash> check)
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = Tree.Root(size);
            for (var index = 0; index < size; index++)
                check(index, size, Tree.Inclusion(index, size), root);
        }
    }
}

using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests.Merkle;

public sealed class ConsistencyProofTests
{
    private const int Largest = 130;
    private const int EveryBit = 20;

    private static readonly Sha256Hash[] All = Leaves.Of(Largest);
    private static readonly MerkleTree Tree = new(All);
    private static readonly Sha256Hash[] Roots = [.. Enumerable.Range(0, Largest + 1).Select(size => Tree.Root(size))];

    [Fact]
    public void Every_proof_between_small_trees_is_the_definitions_and_verifies()
    {
        EachProof((from, to, proof) =>
        {
            proof.ShouldBe(Leaves.Proof(from, All.AsSpan(0, to)));
            ConsistencyProof.Verify(from, to, proof, Roots[from], Roots[to]).ShouldBeTrue();
        });
    }

    [Fact]
    public void No_proof_verifies_for_other_roots()
    {
        EachProof((from, to, proof) =>
        {
            ConsistencyProof.Verify(from, to, proof, Leaves.Flip(Roots[from], (from + to) % 256), Roots[to]).ShouldBeFalse();
            ConsistencyProof.Verify(from, to, proof, Roots[from], Leaves.Flip(Roots[to], (from + to) % 256)).ShouldBeFalse();
            if (from != to)
                ConsistencyProof.Verify(from, to, proof, Roots[to], Roots[from]).ShouldBeFalse();
        });
    }

    [Fact]
    public void No_proof_verifies_from_another_size()
    {
        EachProof((from, to, proof) =>
        {
            // Ever fewer the farther away.
            for (var other = 1; other <= to; other += 1 + Math.Abs(other - from) / 2)
                ConsistencyProof.Verify(other, to, proof, Roots[other], Roots[to]).ShouldBe(other == from);
        });
    }

    [Fact]
    public void No_proof_verifies_with_a_bit_flipped()
    {
        EachProof((from, to, proof) =>
        {
            for (var place = 0; place < proof.Length; place++)
            {
                for (var bit = to <= EveryBit ? 0 : (from + place + to) % 256; bit < 256; bit += to <= EveryBit ? 1 : 256)
                {
                    Sha256Hash[] changed = [.. proof];
                    changed[place] = Leaves.Flip(proof[place], bit);
                    ConsistencyProof.Verify(from, to, changed, Roots[from], Roots[to]).ShouldBeFalse();
                }
            }
        });
    }

    [Fact]
    public void No_proof_verifies_with_a_hash_dropped_doubled_added_or_swapped()
    {
        EachProof((from, to, proof) =>
        {
            foreach (var changed in Mangled.Each(proof))
                ConsistencyProof.Verify(from, to, changed, Roots[from], Roots[to]).ShouldBeFalse();
        });
    }

    [Fact]
    public void A_tree_whose_history_was_rewritten_has_no_proof()
    {
        Sha256Hash[] rewritten = [.. All];
        rewritten[3] = Leaves.Flip(rewritten[3], 0);
        var other = new MerkleTree(rewritten);
        for (var to = 8; to <= Largest; to++)
            ConsistencyProof.Verify(7, to, other.Consistency(7, to), Roots[7], other.Root(to)).ShouldBeFalse();
    }

    [Fact]
    public void From_nothing_there_is_no_proof()
    {
        Tree.Consistency(0, 5).ShouldBeEmpty();
        ConsistencyProof.Verify(0, 5, [], Roots[0], Roots[5]).ShouldBeFalse();
        ConsistencyProof.Verify(0, 0, [], Roots[0], Roots[0]).ShouldBeTrue();
        ConsistencyProof.Verify(0, 0, [], Roots[1], Roots[1]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(-1, 1)]
    [InlineData(-2, -1)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void Sizes_that_shrink_or_are_negative_are_refused(long from, long to) =>
        ConsistencyProof.Verify(from, to, [Roots[1]], Roots[1], Roots[1]).ShouldBeFalse();

    private static void EachProof(Action<int, int, Sha256Hash[]> check)
    {
        for (var to = 1; to <= Largest; to++)
        {
            for (var from = 1; from <= to; from++)
                check(from, to, Tree.Consistency(from, to));
        }
    }
}

using CsCheck;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Tests.Tiles;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Proofs;

public sealed class TlogProofTests
{
    private static readonly GivenLog Log = GivenLog.Of(300);

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(299)]
    public void A_proof_shows_its_entry_and_no_other(int index)
    {
        var proof = TlogProof.Parse(Proof(index).ToBytes()).OrThrow();
        proof.Verify(Leaf(index), GivenLog.Policy).OrThrow().Checkpoint.Size.ShouldBe(300);
        for (var other = 0; other < 300; other++)
        {
            proof.Verify(Leaf(other), GivenLog.Policy).Ok.ShouldBe(other == index);
            (proof with { Index = other }).Verify(Leaf(index), GivenLog.Policy).Ok.ShouldBe(other == index);
        }
    }

    [Fact]
    public void It_is_written_as_the_specification_has_it()
    {
        var text = Proof(3).ToString();
        text.ShouldStartWith("c2sp.org/tlog-proof@v1\nindex 3\n" + Proof(3).Proof[0].ToBase64() + "\n");
        text.ShouldEndWith("\n\n" + SignedNote.Parse(Log.Files[TilePath.Checkpoint]).OrThrow());
        (Proof(3) with { Extra = Hex.Utf8("more") }).ToString().ShouldStartWith("c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 3\n");
    }

    [Fact]
    public void Extra_data_is_read_and_vouched_for_by_nothing()
    {
        var proof = TlogProof.Parse((Proof(3) with { Extra = Hex.Utf8("more") }).ToBytes()).OrThrow();
        proof.Extra!.Value.ToArray().ShouldBe(Hex.Utf8("more"));
        proof.Verify(Leaf(3), GivenLog.Policy).Ok.ShouldBeTrue();
        TlogProof.Parse(Proof(3).ToBytes()).OrThrow().Extra.ShouldBeNull();
    }

    [Fact]
    public void A_proof_under_a_checkpoint_that_the_policy_refuses_shows_nothing()
    {
        var bare = SignedNote.Create(Proof(3).Checkpoint.Text, [Proof(3).Checkpoint.Signatures[1]]).OrThrow();
        (Proof(3) with { Checkpoint = bare }).Verify(Leaf(3), GivenLog.Policy).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        var bytes = Proof(3).ToBytes();
        Parallel.For(0, bytes.Length * 8, i =>
        {
            var changed = bytes.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            (TlogProof.Parse(changed) is { Ok: true, Value: var read } && read.Verify(Leaf(3), GivenLog.Policy).Ok).ShouldBeFalse($"bit {i}");
        });
    }

    [Theory]
    [InlineData("@v1", "@v2")]
    [InlineData("index 3\n", "")]
    [InlineData("index 3\n", "index 03\n")]
    [InlineData("index 3\n", "index -3\n")]
    [InlineData("index 3\n", "index 3 \n")]
    [InlineData("index 3\n", "index 3\r\n")]
    [InlineData("index 3\n", "index 3\nindex 3\n")]
    [InlineData("index 3\n", "index 3\n\n")]
    [InlineData("index 3\n", "index 3\nextra bW9yZQ==\n")]
    [InlineData("index 3\n", "extra bW9yZQ==\nextra bW9yZQ==\nindex 3\n")]
    [InlineData("index 3\n", "extra bW9yZQ\nindex 3\n")]
    [InlineData("index 3\n", "extra  bW9yZQ==\nindex 3\n")]
    [InlineData("index 3\n", "index 3\nAAAA\n")]
    public void A_malformed_proof_is_refused(string old, string other)
    {
        Proof(3).ToString().ShouldContain(old);
        TlogProof.Parse(Hex.Utf8(Proof(3).ToString().Replace(old, other))).Ok.ShouldBeFalse();
    }

    [Fact]
    public void More_hashes_than_a_tree_can_be_high_are_refused()
    {
        TlogProof.Parse((Proof(3) with { Proof = new Sha256Hash[63] }).ToBytes()).Ok.ShouldBeTrue();
        TlogProof.Parse((Proof(3) with { Proof = new Sha256Hash[64] }).ToBytes()).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_that_is_read_throws() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        TlogProof.Parse(bytes);
        TlogProof.Parse([.. "c2sp.org/tlog-proof@v1\n"u8, .. bytes]);
    });

    private static Sha256Hash Leaf(int index) => Rfc6962.Leaf(GivenLog.Entry(index));

    private static TlogProof Proof(int index) => new(
        index, InclusionProof.Make(index, 300, TileHashes.From(300, Log.Read)), SignedNote.Parse(Log.Files[TilePath.Checkpoint]).OrThrow());
}

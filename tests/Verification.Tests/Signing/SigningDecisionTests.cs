using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Signing;

namespace SharingHub.Verification.Tests.Signing;

public sealed class SigningDecisionTests
{
    private const string Origin = "hub.example/ledger/0";

    private static readonly MerkleTree Tree = TreeOf(40, "leaf");

    [Fact]
    public void A_tree_that_continues_the_last_one_is_signed_whatever_the_sizes()
    {
        for (var from = 0; from <= 40; from++)
        {
            for (var to = Math.Max(from, 1); to <= 40; to++)
                Decide(Head(Tree, from), Request(Tree, from, to)).ShouldBe(SigningVerdict.Sign, $"{from} to {to}");
        }
    }

    [Fact]
    public void A_fork_is_signed_from_no_size_but_nothing()
    {
        var fork = TreeOf(40, "other");
        for (var from = 1; from <= 40; from++)
        {
            for (var to = from; to <= 40; to++)
                Decide(Head(Tree, from), Request(fork, from, to)).ShouldBe(SigningVerdict.NotConsistent, $"{from} to {to}");
        }
    }

    [Fact]
    public void A_smaller_tree_is_never_signed()
    {
        for (var to = 0; to < 20; to++)
        {
            Decide(Head(Tree, 20), Request(Tree, to, to)).ShouldBe(SigningVerdict.OtherSize);
            Decide(Head(Tree, 20), new SignRequest(20, [], Head(Tree, to))).ShouldBe(SigningVerdict.NotConsistent);
        }
    }

    [Fact]
    public void Another_logs_checkpoint_is_not_signed() =>
        Decide(Head(Tree, 1), Request(Tree, 1, 2) with { Checkpoint = Head(Tree, 2) with { Origin = "hub.example/ledger/1" } }).ShouldBe(SigningVerdict.OtherLog);

    [Fact]
    public void A_request_is_read_as_it_was_written()
    {
        var read = SignRequest.Parse(Request(Tree, 7, 39).ToBytes()).OrThrow();
        (read.OldSize, read.Checkpoint.ToText()).ShouldBe((7, Head(Tree, 39).ToText()));
        read.Proof.ShouldBe(Tree.Consistency(7, 39));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 1\n")]
    [InlineData("old 01\n\nhub.example/ledger/0\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    [InlineData("old 1\nAAAA\n\nhub.example/ledger/0\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    [InlineData("old 1\n\nhub.example/ledger/0\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nmore\n")]
    [InlineData("old 1\n\nhub.example/ledger/0\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=")]
    public void What_is_no_request_is_refused(string body) => SignRequest.Parse(Hex.Utf8(body)).Ok.ShouldBeFalse();

    private static SigningVerdict Decide(Checkpoint last, SignRequest request) => SigningDecision.Decide(last, request);

    private static Checkpoint Head(MerkleTree tree, long size) => new(Origin, size, tree.Root(size));

    private static SignRequest Request(MerkleTree tree, long from, long to) => new(from, tree.Consistency(from, to), Head(tree, to));

    private static MerkleTree TreeOf(int size, string name) => new(Enumerable.Range(0, size).Select(i => Rfc6962.Leaf(Hex.Utf8($"{name} {i}"))));
}

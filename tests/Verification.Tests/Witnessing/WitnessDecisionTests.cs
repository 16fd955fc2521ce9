using CsCheck;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Verification.Tests.Witnessing;

public sealed class WitnessDecisionTests
{
    private const string Origin = "hub.example/ledger/0";

    private static readonly NoteSigner Log = NoteSigner.Generate(Origin, SignatureType.Ed25519);
    private static readonly NoteSigner Witness = NoteSigner.Generate("witness", SignatureType.Cosignature);
    private static readonly MerkleTree Tree = new(Leaves.Of(20));
    private static readonly MerkleTree Forked = new(Leaves.Of(20).Select((leaf, i) => i == 2 ? Leaves.Flip(leaf, 0) : leaf));

    [Theory]
    [InlineData(null, 0, 0)]
    [InlineData(null, 0, 1)]
    [InlineData(null, 0, 20)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 7)]
    [InlineData(7, 7, 7)]
    [InlineData(7, 7, 8)]
    [InlineData(8, 8, 20)]
    public void A_log_that_only_grew_is_cosigned(int? latest, int old, int size)
    {
        var verdict = Decide(latest, Request(old, size));
        (verdict.Status, verdict.Checkpoint).ShouldBe((200, Checkpoint(size)));
        var (lines, cosigned) = verdict.Answer([Witness], 1_700_000_000);

        var read = WitnessAnswer.Read(Hex.Utf8(lines), Checkpoint(size).ToText(), new KeyRing(Witness.Key)).OrThrow();
        read.Single().Time.ShouldBe(1_700_000_000);
        new LogPolicy(Origin, [Log.Key], [Witness.Key], 1).Open(cosigned.ToBytes()).OrThrow().Checkpoint.Size.ShouldBe(size);
    }

    [Theory]
    [InlineData(null, 3, 7, "0\n")]
    [InlineData(7, 0, 8, "7\n")]
    [InlineData(7, 6, 8, "7\n")]
    [InlineData(7, 8, 9, "7\n")]
    [InlineData(7, 0, 0, "7\n")]
    public void Another_old_size_than_the_latest_is_a_conflict_that_says_it(int? latest, int old, int size, string body)
    {
        var verdict = Decide(latest, Request(old, size));
        (verdict.Status, verdict.Body, verdict.ContentType).ShouldBe((409, body, "text/x.tlog.size"));
        Should.Throw<InvalidOperationException>(() => verdict.Answer([Witness], 1));
    }

    [Fact]
    public void An_old_size_beyond_the_checkpoint_is_a_bad_request_whatever_the_latest()
    {
        Decide(7, Request(7, 6, [])).Status.ShouldBe(400);
        Decide(null, Request(7, 6, [])).Status.ShouldBe(400);
    }

    [Fact]
    public void A_fork_is_refused()
    {
        Decide(7, Request(7, 9, Forked.Consistency(7, 9), tree: Forked)).Status.ShouldBe(422);
        Decide(7, Request(7, 9, Tree.Consistency(7, 9), tree: Forked)).Status.ShouldBe(422);
        Decide(7, Request(7, 7, [], tree: Forked)).Status.ShouldBe(422);
    }

    [Fact]
    public void A_proof_that_is_missing_wrong_or_too_much_is_refused()
    {
        Decide(7, Request(7, 9, [])).Status.ShouldBe(422);
        Decide(7, Request(7, 9, Tree.Consistency(6, 9))).Status.ShouldBe(422);
        Decide(7, Request(7, 9, [.. Tree.Consistency(7, 9), default])).Status.ShouldBe(422);
        Decide(7, Request(7, 7, [default])).Status.ShouldBe(422);
        Decide(null, Request(0, 9, [default])).Status.ShouldBe(422);
        Decide(0, Request(0, 9, [default])).Status.ShouldBe(422);
    }

    [Fact]
    public void An_empty_log_has_one_root()
    {
        var note = Note(new Checkpoint(Origin, 0, Tree.Root(1)), Log);
        Decide(null, new AddCheckpointRequest(0, [], note).ToBytes()).Status.ShouldBe(422);
    }

    [Fact]
    public void An_unknown_origin_is_not_found() =>
        Decide(null, new AddCheckpointRequest(0, [], Note(Checkpoint(1) with { Origin = "other" }, Log)).ToBytes()).Status.ShouldBe(404);

    [Fact]
    public void No_good_signature_of_the_log_is_forbidden_and_tells_nothing_of_the_latest()
    {
        var stranger = NoteSigner.Generate(Origin, SignatureType.Ed25519);
        Decide(7, new AddCheckpointRequest(0, [], Note(Checkpoint(9), stranger)).ToBytes()).Status.ShouldBe(403);
        var text = Checkpoint(9).ToText();
        var bad = Log.Sign(Checkpoint(8).ToText(), 0);
        Decide(7, new AddCheckpointRequest(0, [], SignedNote.Create(text, [bad]).OrThrow()).ToBytes()).Status.ShouldBe(403);
        Decide(7, new AddCheckpointRequest(0, [], SignedNote.Create(text, [Log.Sign(text, 0), bad]).OrThrow()).ToBytes()).Status.ShouldBe(403);
    }

    [Fact]
    public void Signatures_of_strangers_are_neither_minded_nor_kept()
    {
        var text = Checkpoint(9).ToText();
        var note = SignedNote.Create(text, [NoteSigner.Generate("x", SignatureType.Ed25519).Sign(text, 0), Log.Sign(text, 0)]).OrThrow();
        var verdict = Decide(null, new AddCheckpointRequest(0, [], note).ToBytes());
        verdict.Answer([Witness], 5).Cosigned.Signatures.Select(s => s.Name).ShouldBe([Origin, "witness"]);
    }

    [Theory]
    [InlineData("old 7\n", "old 07\n")]
    [InlineData("old 7\n", "old +7\n")]
    [InlineData("old 7\n", "old -7\n")]
    [InlineData("old 7\n", "old 7 \n")]
    [InlineData("old 7\n", "old 7\r\n")]
    [InlineData("old 7\n", "Old 7\n")]
    [InlineData("old 7\n", "old 9223372036854775808\n")]
    [InlineData("old 7\n", "")]
    [InlineData("old 7\n", "old 7\n\n")]
    [InlineData("old 7\n", "old 7\nAAAA\n")]
    [InlineData("old 7\n", "old 7\n AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("\n9\n", "\n09\n")]
    [InlineData("\n— ", "— ")]
    [InlineData("— ", "- ")]
    public void A_malformed_request_is_a_bad_request(string old, string other)
    {
        var text = System.Text.Encoding.UTF8.GetString(Request(7, 9));
        text.ShouldContain(old);
        Decide(7, Hex.Utf8(text.Replace(old, other))).Status.ShouldBe(400);
    }

    [Fact]
    public void More_hashes_than_a_proof_can_have_are_a_bad_request()
    {
        Decide(7, Request(7, 9, new Sha256Hash[63])).Status.ShouldBe(422);
        Decide(7, Request(7, 9, new Sha256Hash[64])).Status.ShouldBe(400);
        Decide(7, new byte[AddCheckpointRequest.MaxBytes + 1]).Status.ShouldBe(400);
    }

    [Fact]
    public void No_changed_byte_of_a_request_is_cosigned_as_something_else()
    {
        var bytes = Request(7, 9);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var changed = bytes.ToArray();
            changed[at] = value;
            var verdict = Decide(7, changed);
            (verdict.Status != 200 || verdict.Checkpoint == Checkpoint(9)).ShouldBeTrue();
        });
    }

    [Fact]
    public void A_request_reads_back() => AddCheckpointRequest.Parse(Request(7, 20)).OrThrow().ToBytes().ShouldBe(Request(7, 20));

    [Fact]
    public void A_cosignature_without_a_time_is_neither_given_nor_taken()
    {
        var verdict = Decide(null, Request(0, 9));
        Should.Throw<ArgumentOutOfRangeException>(() => verdict.Answer([Witness], 0));
        Should.Throw<ArgumentException>(() => verdict.Answer([Log], 5));
        var text = Checkpoint(9).ToText();
        WitnessAnswer.Read(Hex.Utf8(Witness.Sign(text, 0).ToLine()), text, new KeyRing(Witness.Key)).Ok.ShouldBeFalse();
    }

    [Fact]
    public void An_answer_about_another_checkpoint_or_from_a_stranger_is_refused()
    {
        var line = Hex.Utf8(Witness.Sign(Checkpoint(8).ToText(), 5).ToLine());
        WitnessAnswer.Read(line, Checkpoint(9).ToText(), new KeyRing(Witness.Key)).Ok.ShouldBeFalse();
        WitnessAnswer.Read(line, Checkpoint(8).ToText(), new KeyRing(NoteSigner.Generate("witness", SignatureType.Cosignature).Key)).Ok.ShouldBeFalse();
        WitnessAnswer.Read("no\n"u8, Checkpoint(8).ToText(), new KeyRing(Witness.Key)).Ok.ShouldBeFalse();
    }

    private static Checkpoint Checkpoint(int size, MerkleTree? tree = null) => new(Origin, size, (tree ?? Tree).Root(size));

    private static SignedNote Note(Checkpoint checkpoint, NoteSigner signer) => SignedNote.Create(checkpoint.ToText(), [signer.Sign(checkpoint.ToText(), 0)]).OrThrow();

    private static byte[] Request(int old, int size, Sha256Hash[]? proof = null, MerkleTree? tree = null) =>
        new AddCheckpointRequest(old, proof ?? (old <= size ? Tree.Consistency(old, size) : []), Note(Checkpoint(size, tree), Log)).ToBytes();

    private static WitnessVerdict Decide(int? latest, byte[] body) => WitnessDecision.Decide(
        body, origin => origin == Origin ? new WitnessedLog(new KeyRing(Log.Key), latest is { } size ? Checkpoint(size) : null) : null);
}

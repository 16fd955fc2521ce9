using SharingHub.Signer.Keeping;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Tests.Keeping;

public sealed class LogWitnessTests : IDisposable
{
    private const string Peers = "hub.eu.example/ledger/0";

    private static readonly DateTimeOffset Now = new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero);

    private readonly GivenFolder _given = new();

    [Fact]
    public void What_is_cosigned_meets_a_policy_that_asks_for_this_witness_and_is_on_the_disk_before()
    {
        var witness = Witness();
        var log = NoteSigner.Generate(Peers, SignatureType.Ed25519);
        var request = Request(GivenFolder.Tree(5), 0, 5);

        var (verdict, cosignatures, _) = witness.Cosign(request);

        verdict.ShouldBe(SigningVerdict.Sign);
        var text = request.Checkpoint.ToText();
        var note = SignedNote.Create(text, [log.Sign(text, 0), .. cosignatures]).OrThrow();
        var opened = new LogPolicy(Peers, [log.Key], [witness.Key], 1).Open(note.ToBytes()).OrThrow();
        opened.Cosignatures.ShouldHaveSingleItem().Time.ShouldBe(Now.ToUnixTimeSeconds());
        File.ReadAllText(Path.Combine(_given.Path, "witnessed")).ShouldBe(text);
        File.ReadAllText(Path.Combine(_given.Path, "witness.vkey")).ShouldBe($"{witness.Key}\n");
    }

    [Fact]
    public void A_restart_forgets_no_log_and_one_log_is_no_other()
    {
        var (tree, fork) = (GivenFolder.Tree(9), GivenFolder.Tree(9, "fork"));
        Witness().Cosign(Request(tree, 0, 5)).Verdict.ShouldBe(SigningVerdict.Sign);
        Witness().Cosign(Request(fork, 0, 7, "other.example/ledger/0")).Verdict.ShouldBe(SigningVerdict.Sign);

        var witness = Witness();
        witness.Cosign(Request(fork, 0, 9)).ShouldSatisfyAllConditions(
            answer => answer.Verdict.ShouldBe(SigningVerdict.OtherSize), answer => answer.Last.Size.ShouldBe(5), answer => answer.Cosignatures.ShouldBeEmpty());
        witness.Cosign(Request(fork, 5, 9)).Verdict.ShouldBe(SigningVerdict.NotConsistent);
        witness.Cosign(Request(fork, 5, 5)).Verdict.ShouldBe(SigningVerdict.NotConsistent);
        witness.Cosign(Request(tree, 4, 4)).Verdict.ShouldBe(SigningVerdict.OtherSize);
        witness.Cosign(Request(tree, 5, 5)).Verdict.ShouldBe(SigningVerdict.Sign, "the same again");
        witness.Cosign(Request(tree, 5, 9)).Verdict.ShouldBe(SigningVerdict.Sign);
        Witness().Cosign(Request(fork, 7, 9, "other.example/ledger/0")).Verdict.ShouldBe(SigningVerdict.Sign);
    }

    [Fact]
    public void What_the_disk_does_not_take_is_not_cosigned()
    {
        var witness = Witness();
        // The file that it writes beside the old one cannot be made: as when the disk is full.
        Directory.CreateDirectory(Path.Combine(_given.Path, "witnessed.new"));
        Should.Throw<UnauthorizedAccessException>(() => witness.Cosign(Request(GivenFolder.Tree(5), 0, 5)));

        Directory.Delete(Path.Combine(_given.Path, "witnessed.new"));
        witness.Cosign(Request(GivenFolder.Tree(5, "fork"), 0, 5)).Verdict.ShouldBe(SigningVerdict.Sign);
    }

    [Fact]
    public void A_key_without_what_it_cosigned_is_refused_and_one_that_is_changed_goes_on_from_it()
    {
        var first = Witness();
        first.Cosign(Request(GivenFolder.Tree(9), 0, 5));
        File.Delete(Path.Combine(_given.Path, "witness.key"));
        var second = Witness();
        second.Key.ToString().ShouldNotBe(first.Key.ToString());
        second.Cosign(Request(GivenFolder.Tree(9, "fork"), 5, 9)).Verdict.ShouldBe(SigningVerdict.NotConsistent);

        File.Delete(Path.Combine(_given.Path, "witnessed"));
        Should.Throw<SignerFolderException>(Witness).Message.ShouldContain("second history");
    }

    [Theory]
    [InlineData("witnessed", "hub.eu.example/ledger/0\n5\n")]
    [InlineData("witness.key", "PRIVATE+KEY+")]
    public void What_this_program_did_not_write_is_refused(string file, string text)
    {
        Witness();
        File.WriteAllText(Path.Combine(_given.Path, file), text);
        Should.Throw<SignerFolderException>(Witness).Message.ShouldContain(file);
    }

    [Fact]
    public void A_key_that_others_can_read_or_that_is_another_hubs_is_refused()
    {
        Witness();
        Should.Throw<SignerFolderException>(() => WitnessFolder.Open(_given.Path, Peers)).Message.ShouldContain($"{GivenFolder.Origin}/witness");
        File.SetUnixFileMode(Path.Combine(_given.Path, "witness.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Should.Throw<SignerFolderException>(Witness).Message.ShouldContain("chmod 600");
    }

    public void Dispose() => _given.Dispose();

    private LogWitness Witness() => new(WitnessFolder.Open(_given.Path, GivenFolder.Origin), new FixedTime());

    private static SignRequest Request(MerkleTree tree, long from, long to, string origin = Peers) =>
        new(from, tree.Consistency(from, to), new Checkpoint(origin, to, tree.Root(to)));

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

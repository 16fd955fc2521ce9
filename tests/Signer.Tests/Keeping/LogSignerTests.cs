using SharingHub.Signer.Keeping;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Tests.Keeping;

public sealed class LogSignerTests : IDisposable
{
    private readonly GivenFolder _given = new();

    [Fact]
    public void What_is_signed_opens_with_the_logs_key_and_is_on_the_disk_before()
    {
        using var folder = _given.Open();
        var signer = new LogSigner(folder, TimeProvider.System);
        var request = GivenFolder.Request(GivenFolder.Tree(5), 0, 5);

        var (verdict, signatures, _) = signer.Sign(request);

        verdict.ShouldBe(SigningVerdict.Sign);
        var note = SignedNote.Create(request.Checkpoint.ToText(), signatures).OrThrow();
        new LogPolicy(GivenFolder.Origin, [folder.Signer.Key]).Open(note.ToBytes()).OrThrow().Checkpoint.Size.ShouldBe(5);
        File.ReadAllText(_given.Last).ShouldBe(request.Checkpoint.ToText());
    }

    [Fact]
    public void A_restart_forgets_nothing()
    {
        var (tree, fork) = (GivenFolder.Tree(9), GivenFolder.Tree(9, "fork"));
        using (var folder = _given.Open())
            new LogSigner(folder, TimeProvider.System).Sign(GivenFolder.Request(tree, 0, 5)).Verdict.ShouldBe(SigningVerdict.Sign);

        using var again = _given.Open();
        var signer = new LogSigner(again, TimeProvider.System);
        signer.Sign(GivenFolder.Request(fork, 0, 9)).Verdict.ShouldBe(SigningVerdict.OtherSize);
        signer.Sign(GivenFolder.Request(fork, 5, 9)).Verdict.ShouldBe(SigningVerdict.NotConsistent);
        signer.Sign(GivenFolder.Request(tree, 4, 4)).Verdict.ShouldBe(SigningVerdict.OtherSize);
        signer.Sign(GivenFolder.Request(tree, 5, 9)).Verdict.ShouldBe(SigningVerdict.Sign);
    }

    [Fact]
    public void What_the_disk_does_not_take_is_not_signed_and_a_fork_of_it_may_be()
    {
        using var folder = _given.Open();
        var signer = new LogSigner(folder, TimeProvider.System);
        // The file that it writes beside the old one cannot be made: as when the disk is full.
        Directory.CreateDirectory(_given.Last + ".new");
        Should.Throw<UnauthorizedAccessException>(() => signer.Sign(GivenFolder.Request(GivenFolder.Tree(5), 0, 5)));
        signer.Last.Size.ShouldBe(0);

        Directory.Delete(_given.Last + ".new");
        signer.Sign(GivenFolder.Request(GivenFolder.Tree(5, "fork"), 0, 5)).Verdict.ShouldBe(SigningVerdict.Sign);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_it_is_asked_and_restarted_all_that_it_signed_is_one_history(int seed)
    {
        var random = new Random(seed);
        // Two histories that part at 10, so that proofs of one side are good for the other at first.
        MerkleTree[] trees = [Parting("a"), Parting("b")];
        var signed = new List<Checkpoint>();
        var folder = _given.Open();
        for (var step = 0; step < 400; step++)
        {
            if (random.Next(20) == 0)
            {
                folder.Dispose();
                folder = _given.Open();
            }

            var (proving, asking) = (trees[random.Next(2)], trees[random.Next(2)]);
            var from = random.Next(3) == 0 ? random.Next(41) : (int)folder.Last.Size;
            var to = Math.Min(40, from + random.Next(3));
            var request = new SignRequest(from, proving.Consistency(from, to), new Checkpoint(GivenFolder.Origin, to, asking.Root(to)));
            if (new LogSigner(folder, TimeProvider.System).Sign(request).Verdict == SigningVerdict.Sign)
                signed.Add(request.Checkpoint);
        }

        folder.Dispose();
        signed[^1].Size.ShouldBeGreaterThan(10, $"seed {seed}");
        signed.Select(c => c.Size).ShouldBeInOrder();
        trees.Count(tree => signed.All(c => tree.Root(c.Size) == c.Root)).ShouldBe(1, $"seed {seed}: one history holds all");
    }

    public void Dispose() => _given.Dispose();

    private static MerkleTree Parting(string name) => new(Enumerable.Range(0, 40)
        .Select(i => Rfc6962.Leaf(System.Text.Encoding.UTF8.GetBytes(i < 10 ? $"leaf {i}" : $"{name} {i}"))));
}

using System.Text;
using SharingHub.Archives.Format;
using SharingHub.Archives.Tests.Given;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Archives.Tests;

/// <summary>Archives of a log whose key was changed. The reader knows the first key.</summary>
public sealed class SuccessionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_archive_that_spans_a_rotation_is_clean_to_who_knows_the_old_key(bool overlap)
    {
        var (history, _) = Rotated(overlap);
        history.Archive().Verify().Findings.ShouldBeEmpty();
        history.Archive().Verify(keyGiven: false).Findings.ShouldBeEmpty("and to who asks the archive alone");
    }

    [Fact]
    public void Two_rotations_are_followed_one_after_the_other()
    {
        var (history, _) = Rotated(overlap: true);
        history.Rotate(overlap: false);
        history.Archive().Verify().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_byte_of_a_succession_counts()
    {
        var archive = Rotated(overlap: true).History.Archive();
        var name = ArchiveNames.Succession(GivenHistory.Log.Key.Id);
        for (var at = 0; at < archive.Files[name].Length; at++)
            archive.WithFlip(name, at, at % 7).Verify().Findings.ShouldContain(f => f.Path == name, $"byte {at}");
        archive.With(name, null).Verify().Findings.ShouldContain(f => f.Path == name && f.Sentence.Contains("missing"));
        archive.With("successions/0123abcd", archive.Files[name]).Verify().Findings.ShouldContain(f => f.Path == "successions/0123abcd");
        archive.WithFlip(ArchiveNames.SuccessionsReadme, 3, 1).Verify().Findings.ShouldContain(f => f.Path == ArchiveNames.SuccessionsReadme);
    }

    [Fact]
    public void A_succession_that_is_not_in_the_log_leads_to_no_key_that_counts()
    {
        // Who stole the old key, and has a log of its own signed by its new one: the succession is a file, and no event.
        var (history, thief) = (Operation.InForce(), Signer(9));
        var archive = history.Archive();
        var text = SignedNote.Parse(archive.Files[TilePath.Checkpoint]).OrThrow().Text;
        var forged = archive
            .With(TilePath.Checkpoint, SignedNote.Create(text, [thief.Sign(text, 0)]).OrThrow().ToBytes())
            .With(ArchiveNames.LogKey, Encoding.UTF8.GetBytes($"{thief.Key}\n"))
            .With(ArchiveNames.Policy, ArchivePolicy.WithoutWitnesses(thief.Key))
            .With(ArchiveNames.SuccessionsReadme, ArchiveReadme.OfSuccessions.ToArray())
            .With(ArchiveNames.Succession(GivenHistory.Log.Key.Id), KeySuccession.Sign(GivenHistory.Log, thief).Note.ToBytes());

        forged.Verify().Findings.ShouldContain(f => f.Path == ArchiveNames.Succession(GivenHistory.Log.Key.Id));
    }

    [Fact]
    public void A_key_that_nobody_handed_over_to_signs_no_archive()
    {
        var (history, stranger) = (Operation.InForce(), Signer(9));
        var archive = history.Archive();
        var text = SignedNote.Parse(archive.Files[TilePath.Checkpoint]).OrThrow().Text;
        archive.With(TilePath.Checkpoint, SignedNote.Create(text, [stranger.Sign(text, 0)]).OrThrow().ToBytes()).Verify().Checkpoint.ShouldBeNull();
    }

    [Fact]
    public void A_forged_succession_in_the_log_is_a_finding_with_its_index()
    {
        var (history, stranger) = (Operation.InForce(), Signer(9));
        var text = $"sharinghub-ledger-key/v1\nold {GivenHistory.Log.Key}\nnew {stranger.Key}\n";
        var note = SignedNote.Create(text, [stranger.Sign(text, 0)]).OrThrow();
        var wrong = history.Add(KeySuccession.EventType, "ledger/key", "-", new LogKeySucceeded { Note = note.ToString() });
        history.Archive().Verify().Findings.ShouldContain(f => f.Index == wrong && f.Sentence.Contains("by the old key and by the new one"));
    }

    [Fact]
    public void After_a_succession_the_old_key_alone_signs_nothing()
    {
        var (history, _) = Rotated(overlap: true);
        var archive = history.Archive();
        var text = SignedNote.Parse(archive.Files[TilePath.Checkpoint]).OrThrow().Text;
        var old = archive
            .With(TilePath.Checkpoint, SignedNote.Create(text, [GivenHistory.Log.Sign(text, 0)]).OrThrow().ToBytes())
            .With(ArchiveNames.LogKey, Encoding.UTF8.GetBytes($"{GivenHistory.Log.Key}\n"))
            .With(ArchiveNames.Policy, ArchivePolicy.WithoutWitnesses(GivenHistory.Log.Key));
        old.Verify().Findings.Select(f => f.Path).ShouldBe([ArchiveNames.LogKey, TilePath.Checkpoint], ignoreOrder: true);
    }

    [Fact]
    public void A_key_that_did_not_hand_over_last_cannot_hand_over_again()
    {
        var (history, _) = Rotated(overlap: true);
        var wrong = history.Add(
            KeySuccession.EventType, "ledger/key", "-", new LogKeySucceeded { Note = KeySuccession.Sign(GivenHistory.Log, Signer(9)).Note.ToString() });
        history.Archive().Verify().Findings.ShouldContain(f => f.Index == wrong && f.Sentence.Contains("hands over, and the log's is"));
    }

    private static (GivenHistory History, long At) Rotated(bool overlap)
    {
        var history = Operation.InForce();
        history.Submit("lst-1");
        var at = history.Rotate(overlap);
        history.Submit("lst-2");
        return (history, at);
    }

    private static NoteSigner Signer(byte seed) => new(GivenHistory.Origin, SignatureType.Ed25519, [.. Enumerable.Repeat(seed, 32)]);
}

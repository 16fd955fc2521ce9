using System.Text;
using Microsoft.Extensions.Time.Testing;
using SharingHub.Signer.Keeping;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Tests.Keeping;

public sealed class RotationTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    private readonly GivenFolder _given = new();
    private readonly FakeTimeProvider _time = new(Noon);

    private string OldKey => Path.Combine(_given.Path, "old.key");

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Both_keys_sign_until_the_overlap_is_over_and_then_the_old_one_is_gone()
    {
        var tree = GivenFolder.Tree(9);
        var succession = Rotated();
        var (old, next) = (succession.Old.ToString(), succession.New.ToString());
        using var folder = _given.Open();
        var signer = new LogSigner(folder, _time);

        Signed(signer, tree, 3, 5).ShouldBe([old, next], "the newest last");
        _time.Advance(Overlap - TimeSpan.FromSeconds(1));
        Signed(signer, tree, 5, 7).ShouldBe([old, next]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Signed(signer, tree, 7, 9).ShouldBe([next]);
        File.Exists(OldKey).ShouldBeFalse();
    }

    [Fact]
    public void What_says_so_is_signed_by_both_and_stays()
    {
        var succession = Rotated();
        _time.Advance(2 * Overlap);
        using var folder = _given.Open();

        folder.Signer.Key.ToString().ShouldBe(succession.New.ToString());
        KeySuccession.Parse(Encoding.UTF8.GetBytes(folder.SuccessionOf(succession.Old.Id.ToString())!)).OrThrow().New.ToString().ShouldBe(succession.New.ToString());
        folder.SuccessionOf(succession.New.Id.ToString()).ShouldBeNull();
        folder.SuccessionOf("../log.key").ShouldBeNull();
        File.ReadAllText(Path.Combine(_given.Path, "log.vkey")).ShouldBe($"{succession.New}\n");
    }

    [Fact]
    public void The_new_key_continues_what_the_old_one_signed_and_nothing_else()
    {
        Rotated();
        using var folder = _given.Open();
        var signer = new LogSigner(folder, _time);
        signer.Sign(GivenFolder.Request(GivenFolder.Tree(5, "other"), 3, 5)).Verdict.ShouldBe(SigningVerdict.NotConsistent);
        signer.Sign(GivenFolder.Request(GivenFolder.Tree(5), 0, 5)).Verdict.ShouldBe(SigningVerdict.OtherSize);
    }

    [Fact]
    public void Keys_change_one_at_a_time()
    {
        Rotated();
        using var folder = _given.Open();
        Should.Throw<SignerFolderException>(() => folder.Rotate(Noon.AddDays(29), Overlap)).Message.ShouldContain("until 2026-12-28T12:00:00Z");
        folder.Rotate(Noon.AddDays(30), Overlap).Until.ShouldBe(Noon.AddDays(60));
    }

    [Fact]
    public void A_key_that_signed_nothing_is_not_changed()
    {
        using var folder = _given.Open();
        Should.Throw<SignerFolderException>(() => folder.Rotate(Noon, Overlap)).Message.ShouldContain("Nothing was signed yet");
    }

    [Fact]
    public void A_rotation_that_ended_before_its_last_step_did_not_happen()
    {
        var unfinished = Rotated();
        // The new key is the last thing written: put the old one back, as it was until then.
        File.WriteAllText(_given.Key, File.ReadAllLines(OldKey)[0] + "\n");
        using var folder = _given.Open();
        folder.Signer.Key.ToString().ShouldBe(unfinished.Old.ToString());
        folder.Outgoing(Noon).ShouldBeNull();
        folder.SuccessionOf(unfinished.Old.Id.ToString()).ShouldBeNull("what was never in force is not told");

        var again = folder.Rotate(Noon, Overlap).Succession;
        again.Old.ToString().ShouldBe(unfinished.Old.ToString());
        folder.SuccessionOf(unfinished.Old.Id.ToString()).ShouldBe(again.Note.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRIVATE+KEY+hub.example/ledger/0+00000000+AA\nuntil 2026-12-28T12:00:00.0000000Z\n")]
    public void A_torn_old_key_is_refused(string text)
    {
        Rotated();
        File.WriteAllText(OldKey, text);
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("is not what this program wrote");
    }

    [Fact]
    public void An_old_key_that_others_can_read_is_refused()
    {
        Rotated();
        File.GetUnixFileMode(OldKey).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(OldKey, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("chmod 600");
    }

    private KeySuccession Rotated()
    {
        using var folder = _given.Open();
        folder.Keep(GivenFolder.Request(GivenFolder.Tree(3), 0, 3).Checkpoint);
        var (succession, until) = folder.Rotate(Noon, Overlap);
        until.ShouldBe(Noon + Overlap);
        return succession;
    }

    /// <summary>The vkeys whose signatures verify, in their order.</summary>
    private string[] Signed(LogSigner signer, MerkleTree tree, long from, long to)
    {
        var request = GivenFolder.Request(tree, from, to);
        var (verdict, signatures, _) = signer.Sign(request);
        verdict.ShouldBe(SigningVerdict.Sign);
        var known = Directory.GetFiles(_given.Path, "*.succession").Select(f => KeySuccession.Parse(File.ReadAllBytes(f)).OrThrow()).SelectMany(s => new[] { s.Old, s.New }).ToList();
        return [.. signatures.Select(s => known.Single(k => k.Id == s.KeyId && k.Verify(Encoding.UTF8.GetBytes(request.Checkpoint.ToText()), s.Signature.Span)).ToString())];
    }
}

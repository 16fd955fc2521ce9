using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Verification.Tests.Witnessing;

/// <summary>The transcript that FiloSottile/torchwood holds its litewitness to: the same requests get the same answers here.</summary>
public sealed class PublishedTranscriptTests
{
    private const string Origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private const string Leaf1 = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private const string Leaf2 = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private const string Leaf3 = "KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private const string Leaf4 = "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

    private const string Size1 = "1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private const string Signed1 = "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=";
    private const string Size3 = "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n";
    private const string Signed3 = "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=";
    private const string Size5 = "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n";
    private const string Signed5 = "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=";

    private static readonly KeyRing Keys = new(
        new VerifierKey(Origin, SignatureType.Ed25519, Hex.Bytes("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")));

    private Checkpoint? _latest;

    [Fact]
    public void The_published_requests_get_the_published_answers()
    {
        Ask("old 0\n", Size1, Signed1).Status.ShouldBe(200);
        Ask("old 1\n" + Leaf1 + Leaf2, Size3, Signed3.Replace("6go=", "6gw=")).Status.ShouldBe(403);
        // It says 403 where the specification, which is younger, says 404.
        Ask("old 1\n" + Leaf1 + Leaf2, Size3, Signed3, Origin[..^1] + "3").Status.ShouldBe(404);
        Ask("old 1\n", Size3, Signed3).Status.ShouldBe(422);
        Ask("old 1\n" + Leaf1 + Leaf2.Replace("AAA=", "BAA="), Size3, Signed3).Status.ShouldBe(422);
        Ask("old 1\n" + Leaf1 + Leaf2, Size3, Signed3).Status.ShouldBe(200);
        var conflict = Ask("old 1\n" + Leaf1 + "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=\n" + Leaf4, Size5, Signed5);
        (conflict.Status, conflict.Body).ShouldBe((409, "3\n"));
        Ask("old 3\n" + Leaf2 + Leaf3 + "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=\n" + Leaf4, Size5, Signed5).Status.ShouldBe(200);
        Ask("old 0\n", Size5, Signed5).Body.ShouldBe("5\n");
    }

    [Fact]
    public void A_monitor_finds_a_log_under_the_hash_of_its_origin() =>
        WitnessPaths.CheckpointOf("hub.example/ledger/0").ShouldBe("0c09120e699564d4976bcf9119cb6e7d866ed694eaabe96429017b90c1f61a8f/checkpoint");

    private WitnessVerdict Ask(string head, string tree, string signature, string origin = Origin)
    {
        var verdict = WitnessDecision.Decide(
            Hex.Utf8($"{head}\n{origin}\n{tree}\n— {origin} {signature}\n"), asked => asked == Origin ? new WitnessedLog(Keys, _latest) : null);
        _latest = verdict.Checkpoint ?? _latest;
        return verdict;
    }
}

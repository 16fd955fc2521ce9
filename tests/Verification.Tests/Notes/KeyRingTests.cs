using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Notes;

public sealed class KeyRingTests
{
    private const string Text = GivenNotes.Text;
    private const string PeterLine = GivenNotes.PeterLine;
    private const string EnochLine = GivenNotes.EnochLine;

    private static readonly KeyRing Peter = new(GivenNotes.Peter);
    private static readonly KeyRing Both = new(GivenNotes.Peter, GivenNotes.Enoch);

    [Fact]
    public void The_example_of_the_specification_verifies()
    {
        var key = VerifierKey.Parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").OrThrow();
        const string Note = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        new KeyRing(key).Open(Hex.Utf8(Note)).OrThrow().Text.ShouldBe("This is an example message.\n");
    }

    [Fact]
    public void Signatures_of_known_keys_verify_and_others_are_set_aside()
    {
        var one = Open(Peter, PeterLine + EnochLine).OrThrow();
        one.Text.ShouldBe(Text);
        one.Verified.Single().Key.ShouldBe(GivenNotes.Peter);
        one.Verified.Single().Time.ShouldBeNull();
        one.Unknown.Single().ToLine().ShouldBe(EnochLine);

        var two = Open(Both, PeterLine + EnochLine).OrThrow();
        two.Verified.Select(v => v.Key.Name).ShouldBe(["PeterNeumann", "EnochRoot"]);
        two.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void A_note_with_unknown_keys_only_is_refused()
    {
        Open(new KeyRing(), PeterLine).Problem!.Sentence.ShouldBe("The note has no signature of a known key.");
        Open(Peter, EnochLine).Ok.ShouldBeFalse();
    }

    [Theory]
    [InlineData("PeterNeumann", "CarmenSandiego")]
    [InlineData("x08g", "xxxx")]
    public void A_key_is_known_by_name_and_id_together(string old, string other)
    {
        Open(Peter, PeterLine.Replace(old, other)).Ok.ShouldBeFalse();
        Open(Both, PeterLine.Replace(old, other) + EnochLine).OrThrow().Verified.Single().Key.ShouldBe(GivenNotes.Enoch);
    }

    [Fact]
    public void One_bad_signature_of_a_known_key_refuses_the_whole_note()
    {
        var bad = EnochLine.Replace("SO3N", "SO3M");
        Open(Peter, PeterLine + bad).Ok.ShouldBeTrue();
        Open(Both, PeterLine + bad).Problem!.Sentence.ShouldBe("The signature of EnochRoot+af0cfe78 does not verify.");
        Open(Peter, PeterLine[..60] + "ABCD" + PeterLine[60..]).Ok.ShouldBeFalse();
    }

    [Fact]
    public void A_bad_signature_does_not_hide_behind_a_good_one_of_the_same_key() =>
        Open(Peter, PeterLine + PeterLine.Replace("SffcvI", "SffcvJ")).Ok.ShouldBeFalse();

    [Fact]
    public void A_line_that_comes_twice_counts_once()
    {
        var note = Open(Peter, PeterLine + PeterLine + EnochLine + EnochLine + EnochLine[..60] + "ABCD" + EnochLine[60..]).OrThrow();
        note.Verified.Count.ShouldBe(1);
        note.Unknown.Count.ShouldBe(2);
    }

    [Fact]
    public void Every_flipped_bit_of_text_or_signature_refuses_the_note()
    {
        var note = Hex.Utf8(Text + "\n" + PeterLine);
        for (var i = 0; i < note.Length * 8; i++)
        {
            note[i / 8] ^= (byte)(1 << (i % 8));
            Peter.Open(note).Ok.ShouldBeFalse();
            note[i / 8] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void A_ring_with_one_key_twice_is_refused() => Should.Throw<ArgumentException>(() => new KeyRing(GivenNotes.Peter, GivenNotes.Enoch, GivenNotes.Peter));

    [Fact]
    public void A_cosignature_does_not_pass_for_a_signature()
    {
        var seed = new byte[32];
        var (log, witness) = (new NoteSigner("a", SignatureType.Ed25519, seed), new NoteSigner("a", SignatureType.Cosignature, seed));
        var misused = witness.Sign("a\n", 1) with { KeyId = log.Key.Id };
        new KeyRing(log.Key).Open(SignedNote.Create("a\n", [misused]).OrThrow()).Ok.ShouldBeFalse();
        var other = log.Sign("a\n", 1) with { KeyId = witness.Key.Id };
        new KeyRing(witness.Key).Open(SignedNote.Create("a\n", [other]).OrThrow()).Ok.ShouldBeFalse();
    }

    private static Checked<OpenedNote> Open(KeyRing ring, string lines) => ring.Open(Hex.Utf8(Text + "\n" + lines));
}

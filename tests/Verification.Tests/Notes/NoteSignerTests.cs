using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Notes;

public sealed class NoteSignerTests
{
    private static readonly NoteSigner Peter = NoteSigner.Parse(GivenNotes.PeterPrivateKey).OrThrow();

    [Fact]
    public void The_published_note_comes_out_to_the_byte() =>
        SignedNote.Create(GivenNotes.Text, [Peter.Sign(GivenNotes.Text, 0)]).OrThrow().ToString().ShouldBe($"{GivenNotes.Text}\n{GivenNotes.PeterLine}");

    [Fact]
    public void A_private_key_is_read_and_written_back()
    {
        Peter.ToPrivateText().ShouldBe(GivenNotes.PeterPrivateKey);
        Peter.Key.ToString().ShouldBe(GivenNotes.PeterKey);
    }

    [Theory]
    [InlineData(SignatureType.Ed25519)]
    [InlineData(SignatureType.Cosignature)]
    public void A_new_key_signs_what_its_public_key_verifies(SignatureType type)
    {
        var signer = NoteSigner.Generate("EnochRoot", type);
        var again = NoteSigner.Parse(signer.ToPrivateText()).OrThrow();
        var note = SignedNote.Create("hi\n", [again.Sign("hi\n", 7)]).OrThrow();
        var key = VerifierKey.Parse(signer.Key.ToString()).OrThrow();
        new KeyRing(key).Open(note).OrThrow().Verified.Single().Time.ShouldBe(type == SignatureType.Cosignature ? 7 : null);
        NoteSigner.Generate("EnochRoot", type).Key.ToString().ShouldNotBe(signer.Key.ToString());
    }

    [Fact]
    public void No_part_and_no_change_of_a_private_key_is_one()
    {
        const string Key = GivenNotes.PeterPrivateKey;
        for (var from = 0; from <= Key.Length; from++)
        {
            for (var to = from; to <= Key.Length; to++)
            {
                if (to - from != Key.Length)
                    NoteSigner.Parse(Key[from..to]).Ok.ShouldBeFalse();
            }
        }

        var changed = Key.ToCharArray();
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i]++;
            NoteSigner.Parse(new string(changed)).Ok.ShouldBeFalse();
            changed[i]--;
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("a\tb\n")]
    [InlineData("a\r\n")]
    public void A_text_that_is_no_note_is_not_written(string text) => SignedNote.Create(text, [Peter.Sign("a\n", 0)]).Ok.ShouldBeFalse();

    [Fact]
    public void A_note_without_signatures_or_with_more_than_a_hundred_is_not_written()
    {
        SignedNote.Create("a\n", []).Ok.ShouldBeFalse();
        SignedNote.Create("a\n", Enumerable.Range(0, 101).Select(i => Peter.Sign($"{i}", 0))).Ok.ShouldBeFalse();
    }

    [Fact]
    public void A_cosignature_covers_its_time()
    {
        var witness = NoteSigner.Generate("w", SignatureType.Cosignature);
        var signed = witness.Sign("a\n", 100);
        var blob = signed.Signature.ToArray();
        witness.Key.Verify("a\n"u8, blob).ShouldBeTrue();
        blob[7]++;
        witness.Key.Verify("a\n"u8, blob).ShouldBeFalse();
        blob[7]--;
        blob[0] = 0x80;
        witness.Key.Verify("a\n"u8, blob).ShouldBeFalse();
        witness.Key.Verify("a\n"u8, blob.AsSpan(8)).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => witness.Sign("a\n", -1));
    }
}

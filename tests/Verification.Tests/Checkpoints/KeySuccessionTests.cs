using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Checkpoints;

public sealed class KeySuccessionTests
{
    private const string Origin = "hub.example/ledger/0";

    private static readonly NoteSigner Old = Signer(Origin, 1);
    private static readonly NoteSigner New = Signer(Origin, 2);
    private static readonly NoteSigner Stranger = Signer(Origin, 3);

    [Fact]
    public void What_both_keys_signed_reads_back()
    {
        var made = KeySuccession.Sign(Old, New);
        var read = KeySuccession.Parse(made.Note.ToBytes()).OrThrow();
        (read.Old.ToString(), read.New.ToString()).ShouldBe((Old.Key.ToString(), New.Key.ToString()));
        read.Note.Text.ShouldBe($"sharinghub-ledger-key/v1\nold {Old.Key}\nnew {New.Key}\n");
    }

    [Fact]
    public void Its_text_is_no_checkpoint_whose_signature_could_be_passed_off_as_one() =>
        Checkpoint.Parse(KeySuccession.Sign(Old, New).Note.Text).Ok.ShouldBeFalse();

    [Fact]
    public void One_signature_is_not_enough_and_a_strangers_is_none()
    {
        var text = KeySuccession.Sign(Old, New).Note.Text;
        Parse(text, Old).ShouldContain("by the old key and by the new one");
        Parse(text, New).ShouldContain("by the old key and by the new one");
        Parse(text, Stranger, New).ShouldContain("by the old key and by the new one");
        Parse(text, Stranger).ShouldContain("no signature of a known key");
    }

    [Fact]
    public void Only_a_key_of_the_same_log_takes_over()
    {
        Should.Throw<ArgumentException>(() => KeySuccession.Sign(Old, Signer("hub.example/ledger/1", 2)));
        Should.Throw<ArgumentException>(() => KeySuccession.Sign(Old, Old));
        Should.Throw<ArgumentException>(() => KeySuccession.Sign(Old, new NoteSigner(Origin, SignatureType.Cosignature, [.. Enumerable.Repeat((byte)9, 32)])));
    }

    [Fact]
    public void Every_byte_of_the_note_counts()
    {
        var note = KeySuccession.Sign(Old, New).Note.ToBytes();
        for (var i = 0; i < note.Length; i++)
        {
            var changed = note.ToArray();
            changed[i] ^= 1;
            KeySuccession.Parse(changed).Ok.ShouldBeFalse($"byte {i}");
        }
    }

    [Fact]
    public void A_body_is_a_message_with_the_note_and_nothing_else()
    {
        var note = KeySuccession.Sign(Old, New).Note.ToBytes();
        byte[] body = [0x0A, (byte)(0x80 | (note.Length & 0x7F)), (byte)(note.Length >> 7), .. note];
        KeySuccession.FromBody(body).Ok.ShouldBeTrue();
        KeySuccession.FromBody([.. body, 0]).Ok.ShouldBeFalse();
        KeySuccession.FromBody(body.AsSpan(0, body.Length - 1)).Ok.ShouldBeFalse();
        KeySuccession.FromBody([0x12, .. body[1..]]).Ok.ShouldBeFalse();
        KeySuccession.FromBody([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]).Ok.ShouldBeFalse();
        KeySuccession.FromBody([0x0A]).Ok.ShouldBeFalse();
        KeySuccession.FromBody([]).Ok.ShouldBeFalse();
    }

    private static string Parse(string text, params NoteSigner[] signers) =>
        KeySuccession.Parse(SignedNote.Create(text, signers.Select(s => s.Sign(text, time: 0))).OrThrow().ToBytes()).Problem!.Sentence;

    private static NoteSigner Signer(string name, byte seed) => new(name, SignatureType.Ed25519, [.. Enumerable.Repeat(seed, 32)]);
}

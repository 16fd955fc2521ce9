using CsCheck;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Notes;

public sealed class SignedNoteTests
{
    private const string Text = GivenNotes.Text;
    private const string Line = GivenNotes.PeterLine;

    public static TheoryData<string> Malformed => new(
        "",
        "\n",
        "\n\n",
        Text,
        Text + "\n",
        Text + Line,
        Text + "\n" + Line[..^1],
        "\u0001" + Text + "\n" + Line,
        "a\tb\n\n" + Line,
        Text + "\n" + Line + "Unexpected line.\n",
        Text + "\n" + Line + "\n",
        Text + "\n\n" + Line + "\n\n",
        Text.Replace("\n", "\r\n") + "\r\n" + Line.Replace("\n", "\r\n"),
        Text + "\n" + Line.Replace("\n", "\r\n"),
        Text + "\n" + Line.Replace('—', '-'),
        Text + "\n" + Line.Replace('—', '–'),
        Text + "\n" + Line.Replace("— ", "—"),
        Text + "\n" + Line.Replace("— ", "—  "),
        Text + "\n " + Line,
        Text + "\n" + Line.Replace("=\n", "= \n"),
        Text + "\n" + Line.Replace("=\n", "\n"),
        Text + "\n" + Line.Replace("AM=", "AN="),
        Text + "\n" + Line.Replace("x08go", "x08-o"),
        Text + "\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
        Text + "\n— Bad+Name x08goxxx\n",
        Text + "\n— Name x08gow==\n",
        Text + "\n— Name \n",
        Text + "\n— Name\n",
        Text + "\n— \n",
        Text + "\n" + string.Concat(Enumerable.Repeat(Line, 101)));

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_note_is_refused(string note) => SignedNote.Parse(Hex.Utf8(note)).Ok.ShouldBeFalse();

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        SignedNote.Parse([0xff, .. Hex.Utf8(Text + "\n" + Line)]).Ok.ShouldBeFalse();
        SignedNote.Parse([0xc0, 0xae, .. Hex.Utf8(Text + "\n" + Line)]).Ok.ShouldBeFalse();
        SignedNote.Parse([0xed, 0xa0, 0x80, .. Hex.Utf8(Text + "\n" + Line)]).Ok.ShouldBeFalse();
    }

    [Fact]
    public void A_hundred_signatures_are_read_and_a_megabyte_is_not()
    {
        SignedNote.Parse(Hex.Utf8(Text + "\n" + string.Concat(Enumerable.Repeat(Line, 100)))).OrThrow().Signatures.Count.ShouldBe(100);
        var rest = "\n\n" + Line;
        var text = new string('a', SignedNote.MaxBytes - Hex.Utf8(rest).Length);
        SignedNote.Parse(Hex.Utf8(text + rest)).Ok.ShouldBeTrue();
        SignedNote.Parse(Hex.Utf8("a" + text + rest)).Ok.ShouldBeFalse();
    }

    [Fact]
    public void The_text_may_have_empty_lines()
    {
        var note = SignedNote.Parse(Hex.Utf8($"a\n\nb\n\n\n{Line}")).OrThrow();
        note.Text.ShouldBe("a\n\nb\n\n");
        note.Signatures.Single().Name.ShouldBe("PeterNeumann");
    }

    [Fact]
    public void A_signature_of_any_algorithm_is_kept_as_it_is()
    {
        var note = Text + "\n— other " + Convert.ToBase64String(new byte[4 + 2420]) + "\n" + Line;
        SignedNote.Parse(Hex.Utf8(note)).OrThrow().ToString().ShouldBe(note);
    }

    [Fact]
    public void What_is_read_is_what_was_there()
    {
        var whole = Hex.Utf8(Text + "\n" + Line + GivenNotes.EnochLine);
        SignedNote.Parse(whole).OrThrow().ToBytes().ShouldBe(whole);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var changed = whole.ToArray();
            changed[at] = value;
            if (SignedNote.Parse(changed) is { Ok: true, Value: var note })
                note.ToBytes().ShouldBe(changed);
        });
    }

    [Fact]
    public void Nothing_that_is_read_throws() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        SignedNote.Parse(bytes);
        SignedNote.Parse([.. "a\n\n— "u8, .. bytes, (byte)'\n']);
        SignedNote.ParseLines(bytes);
    });

    [Fact]
    public void Added_lines_follow_and_double_ones_are_left_out()
    {
        var note = SignedNote.Parse(Hex.Utf8(Text + "\n" + Line)).OrThrow();
        var lines = SignedNote.ParseLines(Hex.Utf8(GivenNotes.EnochLine + Line)).OrThrow();
        note.With(lines).OrThrow().ToString().ShouldBe(Text + "\n" + Line + GivenNotes.EnochLine);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("text\n\n" + Line)]
    [InlineData("\n\n" + Line)]
    [InlineData(Line + "\n" + Line)]
    public void Lines_that_are_not_signatures_are_refused(string lines) => SignedNote.ParseLines(Hex.Utf8(lines)).Ok.ShouldBeFalse();
}

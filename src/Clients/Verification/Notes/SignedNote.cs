using System.Buffers.Binary;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Notes;

/// <summary>
/// A C2SP signed note: a text that ends in a newline, an empty line, signature lines. Parsed means well-formed, no more; nothing of it is
/// to be believed before <see cref="KeyRing.Open(SignedNote)"/>.
/// </summary>
public sealed class SignedNote
{
    /// <summary>As in golang.org/x/mod/sumdb/note, which refuses larger notes too.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>As in golang.org/x/mod/sumdb/note. The specification asks for at least 16.</summary>
    public const int MaxSignatures = 100;

    private const string LineStart = "\u2014 ";

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>What is signed, with its last newline and without the empty line.</summary>
    public string Text { get; }

    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>The signed bytes.</summary>
    public byte[] TextBytes() => StrictUtf8.Encode(Text);

    /// <summary>The whole note.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => s.ToLine()))}";

    /// <summary>The whole note in bytes: exactly those that were parsed.</summary>
    public byte[] ToBytes() => StrictUtf8.Encode(ToString());

    public static Checked<SignedNote> Parse(ReadOnlySpan<byte> note)
    {
        if (note.Length > MaxBytes)
            return new Problem($"A note has at most {MaxBytes} bytes.");
        if (!StrictUtf8.TryDecode(note, out var all))
            return new Problem("The note is not UTF-8.");
        if (all.Any(c => c < 0x20 && c != '\n'))
            return new Problem("The note has a control character.");
        // The text may have empty lines; the last one is the border.
        var border = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (border < 0)
            return new Problem("The note has no empty line between its text and its signatures.");
        var text = all[..(border + 1)];
        var rest = all[(border + 2)..];
        if (rest.Length == 0)
            return new Problem("The note has no signature.");
        if (rest[^1] != '\n')
            return new Problem("The note does not end in a newline.");

        var lines = rest[..^1].Split('\n');
        if (lines.Length > MaxSignatures)
            return new Problem($"A note has at most {MaxSignatures} signatures.");
        var signatures = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            if (ParseLine(line) is not { Ok: true, Value: var signature })
                return new Problem($"Signature line {signatures.Count + 1} is not '\u2014 name base64'.");
            signatures.Add(signature);
        }

        return new SignedNote(text, signatures);
    }

    /// <summary>A note of this text, with these signatures in this order.</summary>
    public static Checked<SignedNote> Create(string text, IEnumerable<NoteSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signatures);
        if (!text.EndsWith('\n'))
            return new Problem("A note's text ends in a newline.");
        var note = new SignedNote(text, [.. signatures]);
        // What could not be read back must not be written.
        return Parse(note.ToBytes()) is { Ok: false, Problem: var problem } ? problem : note;
    }

    /// <summary>The same note with signatures added; those whose line it has already are left out.</summary>
    public Checked<SignedNote> With(params IEnumerable<NoteSignature> added) => Create(Text, Signatures.Concat(added).Distinct());

    /// <summary>Reads signature lines that come without a note, as a witness returns them.</summary>
    public static Checked<NoteSignature[]> ParseLines(ReadOnlySpan<byte> lines)
    {
        byte[] note = [.. "\n\n"u8, .. lines];
        return Parse(note) is { Ok: true, Value: { Text: "\n" } parsed } ? parsed.Signatures.ToArray() : new Problem("The answer is not lines of '\u2014 name base64'.");
    }

    private static Checked<NoteSignature> ParseLine(string line)
    {
        var problem = new Problem("Malformed.");
        if (!line.StartsWith(LineStart, StringComparison.Ordinal))
            return problem;
        var space = line.IndexOf(' ', LineStart.Length);
        if (space < 0 || !KeyName.IsValid(line.AsSpan()[LineStart.Length..space]))
            return problem;
        if (!StrictBase64.TryDecode(line.AsSpan(space + 1), out var blob) || blob.Length <= sizeof(uint))
            return problem;
        return new NoteSignature(line[LineStart.Length..space], new KeyId(BinaryPrimitives.ReadUInt32BigEndian(blob)), blob.AsMemory(sizeof(uint)));
    }
}

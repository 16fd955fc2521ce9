using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Checkpoints;

/// <summary>The text of a C2SP tlog-checkpoint: which log, how many leaves, under which root.</summary>
/// <param name="Origin">The log's name; not empty, one line.</param>
/// <param name="Size">Leaves.</param>
/// <param name="Root">The RFC 6962 root.</param>
public sealed record Checkpoint(string Origin, long Size, Sha256Hash Root)
{
    /// <summary>Lines that other logs may add; those written here have none.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The note's text.</summary>
    public string ToText() =>
        $"{Origin}\n{StrictDecimal.Format(Size)}\n{Root.ToBase64()}\n{string.Concat(Extensions.Select(e => e + "\n"))}";

    public static Checked<Checkpoint> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n'))
            return new Problem("A checkpoint's text ends in a newline.");
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(l => l.Length == 0))
            return new Problem("A checkpoint has an origin, a size and a root, one a line, and no empty line.");
        if (!StrictDecimal.TryParse(lines[1], out var size))
            return new Problem("The checkpoint's size is not a plain decimal.");
        if (!Sha256Hash.TryParseBase64(lines[2], out var root))
            return new Problem("The checkpoint's root is not base64 of 32 bytes.");
        return new Checkpoint(lines[0], size, root) { Extensions = lines[3..] };
    }
}

using System.Text;
using SharingHub.Archives.Format;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Archives;

/// <summary>Whose log an archive must be and who must have cosigned it: what the reader brings, and from the archive what the reader does not bring.</summary>
/// <param name="Policy">What the checkpoint is held to.</param>
/// <param name="KeyIsGiven">The log's key is the reader's own. If not, the archive only shows that it agrees with itself.</param>
public sealed record ArchivePolicy(LogPolicy Policy, bool KeyIsGiven)
{
    /// <param name="files">The archive.</param>
    /// <param name="logKey">A vkey of the log that the reader knows: followed to those that took over from it, each by the signature of the one before.</param>
    /// <param name="policy">The reader's policy file.</param>
    public static Checked<ArchivePolicy> Of(ArchiveFiles files, string? logKey = null, ReadOnlyMemory<byte>? policy = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var key = logKey is null ? KeyOf(files) : VerifierKey.Parse(logKey);
        if (!key.Ok)
            return new Problem(logKey is null ? $"The archive's {ArchiveNames.LogKey}: {key.Problem}" : $"The log's key: {key.Problem}");
        if ((policy ?? files.Read(ArchiveNames.Policy)) is not { } bytes)
            return new Problem($"The archive has no file '{ArchiveNames.Policy}', and none was given.");
        var file = PolicyFile.Parse(bytes.Span);
        if (!file.Ok)
            return new Problem($"The policy: {file.Problem}");
        var keys = LogKeyChain.Walk(key.Value, logKey is null ? [] : SuccessionsOf(files));
        if (!keys.Ok)
            return keys.Problem;
        // A reader's policy names logs that the reader knows: their keys count, not the archive's.
        var known = policy is not null && logKey is null;
        var made = known ? file.Value.For(key.Value.Name) : file.Value.For(key.Value.Name, keys.Value);
        return made.Ok ? new ArchivePolicy(made.Value, logKey is not null || known) : new Problem($"The policy: {made.Problem}");
    }

    /// <summary>How many entries the checkpoint covers; null if it is not accepted.</summary>
    public long? SizeOf(ArchiveFiles files) => files.Read(TilePath.Checkpoint) is { } note && Policy.Open(note.Span) is { Ok: true } opened ? opened.Value.Checkpoint.Size : null;

    /// <summary>The policy of an archive whose maker knows no witnesses.</summary>
    public static byte[] WithoutWitnesses(VerifierKey logKey) => Encoding.UTF8.GetBytes($"log {logKey}\nquorum none\n");

    // Whether each is an event of the log, and each such event is here, is checked with the rest of the archive.
    private static KeySuccession[] SuccessionsOf(ArchiveFiles files) =>
        [.. files.Names.Where(ArchiveNames.IsSuccession).Select(name => KeySuccession.Parse(files.Read(name)!.Value.Span)).Where(s => s.Ok).Select(s => s.OrThrow())];

    internal static Checked<VerifierKey> KeyOf(ArchiveFiles files)
    {
        if (files.Read(ArchiveNames.LogKey) is not { } bytes)
            return new Problem("The file is missing.");
        var text = Encoding.UTF8.GetString(bytes.Span);
        return text.EndsWith('\n') ? VerifierKey.Parse(text[..^1]) : new Problem("It does not end in a newline.");
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Witness.Keeping;

/// <summary>The newest cosigned checkpoint of every log that there ever was.</summary>
/// <remarks>
/// As bytes: a first line, base64 of the SHA-256 of the rest, then a line a log, base64 of the whole note. The witness's own cosignature
/// on each note says that no other witness's state was put here.
/// </remarks>
internal sealed class WitnessState
{
    private const string FirstLine = "sharinghub-witness-state/v1\n";

    private readonly ImmutableSortedDictionary<string, CosignedHead> _heads;

    private WitnessState(ImmutableSortedDictionary<string, CosignedHead> heads) => _heads = heads;

    public static WitnessState Empty { get; } = new(ImmutableSortedDictionary.Create<string, CosignedHead>(StringComparer.Ordinal));

    public IEnumerable<CosignedHead> Heads => _heads.Values;

    public CosignedHead? Of(string origin) => _heads.GetValueOrDefault(origin);

    public WitnessState With(CosignedHead head) => new(_heads.SetItem(head.Checkpoint.Origin, head));

    public byte[] ToBytes()
    {
        var rest = string.Concat(Heads.Select(h => Convert.ToBase64String(h.Note.ToBytes()) + "\n"));
        return Encoding.ASCII.GetBytes(FirstLine + Sum(rest) + rest);
    }

    public static Checked<WitnessState> Parse(ReadOnlySpan<byte> bytes, VerifierKey witness)
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (!text.StartsWith(FirstLine, StringComparison.Ordinal))
            return new Problem("it does not begin as a witness's state does.");
        var sumEnds = text.IndexOf('\n', FirstLine.Length) + 1;
        if (sumEnds == 0 || text[FirstLine.Length..sumEnds] != Sum(text[sumEnds..]))
            return new Problem("its checksum does not fit.");
        var ring = new KeyRing(witness);
        var state = Empty;
        foreach (var line in text[sumEnds..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // The checksum fits, so this was written on purpose: by another witness, unless its own cosignature is there.
            var note = new byte[line.Length];
            if (!Convert.TryFromBase64String(line, note, out var length) || ring.Open(note.AsSpan(0, length)) is not { Ok: true, Value: var opened }
                || Checkpoint.Parse(opened.Text) is not { Ok: true, Value: var checkpoint })
                return new Problem($"it is not the state of {witness}.");
            state = state.With(new CosignedHead(checkpoint, opened.Note));
        }

        return state;
    }

    private static string Sum(string rest) => Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(rest))) + "\n";
}

/// <summary>A checkpoint that this witness cosigned, and the note as it is served: the log's signatures and the witness's.</summary>
internal sealed record CosignedHead(Checkpoint Checkpoint, SignedNote Note);

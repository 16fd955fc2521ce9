using System.Text;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Proofs;

/// <summary>A C2SP <c>tlog-proof@v1</c>: where an entry is, the inclusion proof and a signed checkpoint, in one file that is checked offline.</summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Proof">The inclusion proof, the leaf's sibling first.</param>
/// <param name="Checkpoint">The signed checkpoint, verbatim.</param>
public sealed record TlogProof(long Index, IReadOnlyList<Sha256Hash> Proof, SignedNote Checkpoint)
{
    public const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>A tree of 2^63-1 leaves is 63 high.</summary>
    public const int MaxHashes = 63;

    /// <summary>Whatever the application put beside the proof. Nothing vouches for it.</summary>
    public ReadOnlyMemory<byte>? Extra { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
            text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        text.Append("index ").Append(StrictDecimal.Format(Index)).Append('\n');
        foreach (var hash in Proof)
            text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    public byte[] ToBytes() => StrictUtf8.Encode(ToString());

    public static Checked<TlogProof> Parse(ReadOnlySpan<byte> bytes)
    {
        if (!StrictUtf8.TryDecode(bytes, out var text))
            return new Problem("The proof is not UTF-8.");
        var border = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (border < 0)
            return new Problem("The proof has no empty line before its checkpoint.");
        var lines = new Queue<string>(text[..border].Split('\n'));
        if (lines.Dequeue() != Header)
            return new Problem($"The proof does not begin with '{Header}'.");

        ReadOnlyMemory<byte>? extra = null;
        if (lines.TryPeek(out var line) && line.StartsWith("extra ", StringComparison.Ordinal))
        {
            if (!StrictBase64.TryDecode(lines.Dequeue().AsSpan("extra ".Length), out var decoded))
                return new Problem("The proof's extra data is not base64.");
            extra = decoded;
        }

        if (!lines.TryDequeue(out line) || !line.StartsWith("index ", StringComparison.Ordinal) || !StrictDecimal.TryParse(line.AsSpan("index ".Length), out var index))
            return new Problem("The proof has no line 'index' with a plain decimal.");
        if (lines.Count > MaxHashes)
            return new Problem($"A proof has at most {MaxHashes} hashes.");
        var proof = new List<Sha256Hash>(lines.Count);
        foreach (var hash in lines)
        {
            if (!Sha256Hash.TryParseBase64(hash, out var parsed))
                return new Problem($"Hash {proof.Count + 1} of the proof is not base64 of 32 bytes.");
            proof.Add(parsed);
        }

        var note = SignedNote.Parse(StrictUtf8.Encode(text[(border + 2)..]));
        if (!note.Ok)
            return note.Problem;
        var checkpoint = Checkpoints.Checkpoint.Parse(note.Value.Text);
        return checkpoint.Ok ? new TlogProof(index, proof, note.Value) { Extra = extra } : checkpoint.Problem;
    }

    /// <summary>Whether the leaf is in the log, by a checkpoint that meets the policy.</summary>
    /// <returns>The checkpoint that vouches for it.</returns>
    public Checked<SignedCheckpoint> Verify(in Sha256Hash leaf, LogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var opened = policy.Open(Checkpoint.ToBytes());
        if (!opened.Ok)
            return opened.Problem;
        var (_, size, root) = opened.Value.Checkpoint;
        return InclusionProof.Verify(leaf, Index, size, [.. Proof], root)
            ? opened.Value
            : new Problem($"The proof does not show the leaf at index {Index} of the log at size {size}.");
    }
}

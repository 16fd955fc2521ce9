using System.Text;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Witnessing;

/// <summary>The body of <c>POST add-checkpoint</c> (C2SP tlog-witness).</summary>
/// <param name="OldSize">The size that the proof goes out from.</param>
/// <param name="Proof">The consistency proof.</param>
/// <param name="Checkpoint">The signed checkpoint.</param>
public sealed record AddCheckpointRequest(long OldSize, IReadOnlyList<Sha256Hash> Proof, SignedNote Checkpoint)
{
    public const int MaxHashes = 63;

    /// <summary>No well-formed request is longer; a server need not read on.</summary>
    public const int MaxBytes = SignedNote.MaxBytes + (MaxHashes * 45) + 32;

    public override string ToString()
    {
        var text = new StringBuilder("old ").Append(StrictDecimal.Format(OldSize)).Append('\n');
        foreach (var hash in Proof)
            text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    public byte[] ToBytes() => StrictUtf8.Encode(ToString());

    public static Checked<AddCheckpointRequest> Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes)
            return new Problem($"A request has at most {MaxBytes} bytes.");
        if (!StrictUtf8.TryDecode(body, out var text))
            return new Problem("The request is not UTF-8.");
        var border = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (border < 0)
            return new Problem("The request has no empty line before its checkpoint.");
        var lines = text[..border].Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || !StrictDecimal.TryParse(lines[0].AsSpan("old ".Length), out var old))
            return new Problem("The request does not begin with 'old' and a plain decimal.");
        if (lines.Length - 1 > MaxHashes)
            return new Problem($"A consistency proof has at most {MaxHashes} hashes.");
        var proof = new Sha256Hash[lines.Length - 1];
        for (var i = 0; i < proof.Length; i++)
        {
            if (!Sha256Hash.TryParseBase64(lines[i + 1], out proof[i]))
                return new Problem($"Hash {i + 1} of the proof is not base64 of 32 bytes.");
        }

        var checkpoint = SignedNote.Parse(StrictUtf8.Encode(text[(border + 2)..]));
        return checkpoint.Ok ? new AddCheckpointRequest(old, proof, checkpoint.Value) : checkpoint.Problem;
    }
}

using System.Text;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Strict;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Verification.Signing;

/// <summary>
/// What a log asks its signer for. It has the form of C2SP tlog-witness's <c>add-checkpoint</c>, but for the checkpoint, which has no signature yet.
/// </summary>
/// <param name="OldSize">The size that the proof goes out from: what the signer is believed to have signed last.</param>
/// <param name="Proof">The consistency proof.</param>
/// <param name="Checkpoint">What is to be signed.</param>
public sealed record SignRequest(long OldSize, IReadOnlyList<Sha256Hash> Proof, Checkpoint Checkpoint)
{
    /// <summary>No well-formed request is longer; a signer need not read on.</summary>
    public const int MaxBytes = 8192;

    public byte[] ToBytes()
    {
        var text = new StringBuilder("old ").Append(StrictDecimal.Format(OldSize)).Append('\n');
        foreach (var hash in Proof)
            text.Append(hash.ToBase64()).Append('\n');
        return StrictUtf8.Encode(text.Append('\n').Append(Checkpoint.ToText()).ToString());
    }

    public static Checked<SignRequest> Parse(ReadOnlySpan<byte> body)
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
        if (lines.Length - 1 > AddCheckpointRequest.MaxHashes)
            return new Problem($"A consistency proof has at most {AddCheckpointRequest.MaxHashes} hashes.");
        var proof = new Sha256Hash[lines.Length - 1];
        for (var i = 0; i < proof.Length; i++)
        {
            if (!Sha256Hash.TryParseBase64(lines[i + 1], out proof[i]))
                return new Problem($"Hash {i + 1} of the proof is not base64 of 32 bytes.");
        }

        var checkpoint = Checkpoint.Parse(text[(border + 2)..]);
        if (!checkpoint.Ok)
            return checkpoint.Problem;
        return checkpoint.Value.Extensions.Count == 0
            ? new SignRequest(old, proof, checkpoint.Value)
            : new Problem("A checkpoint has three lines here: what is not understood is not signed.");
    }
}

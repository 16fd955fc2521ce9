using System.Text;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;

namespace SharingHub.Verification.Receipts;

/// <summary>
/// All that shows, offline, that an event is in the ledger: proof, envelope and salt in one file, and the body where its holder has it.
/// Well-formed, no more: nothing of it is to be believed before <see cref="Verify"/>.
/// </summary>
/// <param name="LogKey">The key that the proof's checkpoint is said to be signed with: for finding the right one, not for trusting it.</param>
/// <param name="Proof">Where the event's entry is.</param>
/// <param name="Envelope">What is said of the event.</param>
/// <param name="Salt">32 bytes; opens the commitment.</param>
/// <param name="BodySalt">32 bytes; opens the envelope's body line. Only its holder can check a body.</param>
/// <param name="Body">The whole body. It comes with its salt.</param>
public sealed record EventReceipt(
    VerifierKey LogKey, TlogProof Proof, EventEnvelope Envelope, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte>? BodySalt = null, ReadOnlyMemory<byte>? Body = null)
{
    /// <summary>A body of 4 MiB in base64, with room for the rest.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The file: UTF-8 JSON, an object of strings.</summary>
    public byte[] ToBytes() => ReceiptJson.Write(this);

    /// <summary>Reads a file. Unknown members and those that come twice are refused: what is not checked must not look as if it were.</summary>
    public static Checked<EventReceipt> Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxBytes)
            return new Problem($"A receipt has at most {MaxBytes} bytes.");
        var members = ReceiptJson.Read(file);
        return members.Ok ? ReceiptJson.Build(members.Value) : members.Problem;
    }

    /// <summary>Takes the parts of a receipt as a hub answers them: strictly, and verifying nothing.</summary>
    /// <param name="logKey">The verifier key.</param>
    /// <param name="proof">A C2SP tlog-proof@v1.</param>
    /// <param name="envelope">The envelope's lines.</param>
    /// <param name="salt">32 bytes.</param>
    /// <param name="bodySalt">32 bytes.</param>
    /// <param name="body">Only with its salt.</param>
    public static Checked<EventReceipt> Read(
        string logKey, string proof, string envelope, ReadOnlyMemory<byte> salt, ReadOnlyMemory<byte>? bodySalt = null, ReadOnlyMemory<byte>? body = null)
    {
        ArgumentNullException.ThrowIfNull(logKey);
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(envelope);
        var key = VerifierKey.Parse(logKey);
        if (!key.Ok)
            return key.Problem;
        var inLog = TlogProof.Parse(Encoding.UTF8.GetBytes(proof));
        if (!inLog.Ok)
            return inLog.Problem;
        var said = EventEnvelope.Parse(Encoding.UTF8.GetBytes(envelope));
        if (!said.Ok)
            return said.Problem;
        if (salt.Length != EventSalts.KeySize || (bodySalt is { } given && given.Length != EventSalts.KeySize))
            return new Problem("A salt has not 32 bytes.");
        return body is not null && bodySalt is null
            ? new Problem("There is a body, and no salt to check it with.")
            : new EventReceipt(key.Value, inLog.Value, said.Value, salt, bodySalt, body);
    }

    /// <summary>Whether the event is in the log that the policy knows, and the body, if it is here, is the event's.</summary>
    /// <param name="policy">The reader's own: whose log, which witnesses.</param>
    public Checked<VerifiedReceipt> Verify(LogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var leaf = Commitment.To(Salt.Span, Envelope.ToBytes()).ToLeaf();
        var checkpoint = Proof.Verify(leaf, policy);
        if (!checkpoint.Ok)
            return checkpoint.Problem;
        if (Body is { } body && !Envelope.Body.Matches(body.Span, BodySalt!.Value.Span))
            return new Problem("The body is not the one that the envelope speaks of.");
        return new VerifiedReceipt(Envelope, Proof.Index, checkpoint.Value, Body is not null);
    }
}

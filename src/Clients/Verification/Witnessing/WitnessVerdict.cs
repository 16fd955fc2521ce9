using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Witnessing;

/// <summary>
/// What a witness does with a request. On 200 it must, in one step and before it answers, store <see cref="Checkpoint"/> as its latest if
/// the latest is still the one that the decision was made on; otherwise two requests could roll it back.
/// </summary>
public sealed class WitnessVerdict
{
    private WitnessVerdict(int status, string body) => (Status, Body) = (status, body);

    /// <summary>The HTTP status: 200, 400, 403, 404, 409 or 422.</summary>
    public int Status { get; }

    /// <summary>The answer's body; on 200 it comes from <see cref="Answer"/>.</summary>
    public string Body { get; }

    public string ContentType => Status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8";

    /// <summary>On 200, what to store.</summary>
    public Checkpoint? Checkpoint { get; private init; }

    /// <summary>On 200, the checkpoint with the log's signatures.</summary>
    public OpenedNote? Note { get; private init; }

    /// <summary>On 200, cosigns: the lines to answer with, and the whole note to serve to monitors.</summary>
    /// <param name="witnesses">The witness's keys.</param>
    /// <param name="time">Seconds since 1970, not 0.</param>
    /// <exception cref="InvalidOperationException">The request was refused.</exception>
    public (string Lines, SignedNote Cosigned) Answer(IEnumerable<INoteSigner> witnesses, long time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        if (Note is null)
            throw new InvalidOperationException("A refused checkpoint is not cosigned.");
        var cosignatures = witnesses.Select(w => w.Key.Type == SignatureType.Cosignature ? w.Sign(Note.Text, time) : throw new ArgumentException("A witness's key is of type 0x04.", nameof(witnesses))).ToArray();
        var note = SignedNote.Create(Note.Text, Note.Verified.Select(v => v.Signature).Concat(cosignatures)).OrThrow();
        return (string.Concat(cosignatures.Select(c => c.ToLine())), note);
    }

    internal static WitnessVerdict Refuse(int status, string sentence) => new(status, sentence + "\n");

    internal static WitnessVerdict Conflict(long latest) => new(409, StrictDecimal.Format(latest) + "\n");

    internal static WitnessVerdict Cosign(Checkpoint checkpoint, OpenedNote note) => new(200, "") { Checkpoint = checkpoint, Note = note };
}

using System.Globalization;
using System.Text;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Cosigning;

/// <summary>The conversation with one witness: ask from the size that it had last; if it says another, ask once more from there.</summary>
internal sealed class WitnessAsking(WitnessAddress witness, WitnessHttp http, CosigningOptions options, TimeProvider time)
{
    private const int Ok = 200;
    private const int Conflict = 409;
    private const string SizeType = "text/x.tlog.size";

    // What a restart forgets, the witness's 409 says again.
    private long _lastSize;

    public async Task<(WitnessReport Report, VerifiedSignature? Cosignature)> AskAsync(
        SignedNote note, Checkpoint checkpoint, ConsistencyProofs proofs, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var from = Interlocked.Read(ref _lastSize);
        // A log that was set back has no proof from beyond its end; from 0, the witness says where it is.
        var reply = await FromAsync(from > checkpoint.Size ? 0 : from, note, checkpoint, proofs, stop);
        var named = SizeIn(reply);
        if (named is { } size)
        {
            Interlocked.Exchange(ref _lastSize, size);
            if (size > checkpoint.Size)
                return (Report(WitnessOutcome.Ahead, size), null);
            reply = await FromAsync(size, note, checkpoint, proofs, stop);
            if (SizeIn(reply) is { } again)
                return (Report(again > checkpoint.Size ? WitnessOutcome.Ahead : WitnessOutcome.Conflict, again), null);
        }

        if (reply.Failure is { } failure)
            return (Report(failure, named), null);
        if (reply.Status != Ok)
            return (Report(reply.Status == Conflict ? WitnessOutcome.Malformed : WitnessOutcome.Refused, named), null);
        var (outcome, cosignature) = Read(reply.Body, checkpoint, note);
        if (cosignature is not null)
            Interlocked.Exchange(ref _lastSize, checkpoint.Size);
        return (Report(outcome, cosignature is null ? named : checkpoint.Size), cosignature);

        WitnessReport Report(WitnessOutcome how, long? at) => new(witness.Name, how, reply.Status, at, time.GetElapsedTime(started));
    }

    private async Task<WitnessReply> FromAsync(long size, SignedNote note, Checkpoint checkpoint, ConsistencyProofs proofs, CancellationToken stop)
    {
        var proof = size == 0 || size == checkpoint.Size ? [] : await proofs(size, checkpoint.Size, stop);
        return await http.AskAsync(witness, new AddCheckpointRequest(size, proof, note), stop);
    }

    private (WitnessOutcome Outcome, VerifiedSignature? Cosignature) Read(byte[] lines, Checkpoint checkpoint, SignedNote note)
    {
        if (!SignedNote.ParseLines(lines).Ok)
            return (WitnessOutcome.Malformed, null);
        var read = WitnessAnswer.Read(lines, note.Text, witness.Key);
        if (!read.Ok)
            return (WitnessOutcome.BadSignature, null);
        // One is enough, however many times a witness says it.
        var newest = read.Value.MaxBy(c => c.Time)!;
        var latest = (time.GetUtcNow() + options.FutureTolerance).ToUnixTimeSeconds();
        return newest.Time > latest ? (WitnessOutcome.BadTime, null) : (WitnessOutcome.Cosigned, newest);
    }

    /// <summary>The size of a conflict, in the one spelling that the protocol has for it.</summary>
    private static long? SizeIn(WitnessReply reply)
    {
        if (reply.Failure is not null || reply.Status != Conflict || reply.MediaType != SizeType)
            return null;
        var text = Encoding.Latin1.GetString(reply.Body);
        return long.TryParse(text.AsSpan().TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && text == size.ToString(CultureInfo.InvariantCulture) + "\n"
            ? size
            : null;
    }
}

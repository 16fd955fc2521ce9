using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Witnessing;

/// <summary>A witness's decision on a request, as C2SP tlog-witness has it: pure, so that who asks keeps the state.</summary>
public static class WitnessDecision
{
    /// <param name="body">The request's body.</param>
    /// <param name="find">The log of an origin; null if this witness does not watch it.</param>
    public static WitnessVerdict Decide(ReadOnlySpan<byte> body, Func<string, WitnessedLog?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        var request = AddCheckpointRequest.Parse(body);
        if (!request.Ok)
            return WitnessVerdict.Refuse(400, request.Problem.Sentence);
        var claimed = Checkpoint.Parse(request.Value.Checkpoint.Text);
        if (!claimed.Ok)
            return WitnessVerdict.Refuse(400, claimed.Problem.Sentence);
        if (find(claimed.Value.Origin) is not { } log)
            return WitnessVerdict.Refuse(404, $"The log '{claimed.Value.Origin}' is not watched here.");
        return Decide(request.Value, claimed.Value, log);
    }

    private static WitnessVerdict Decide(AddCheckpointRequest request, Checkpoint claimed, WitnessedLog log)
    {
        // Nothing below may be told to who cannot show the log's signature.
        var opened = log.Keys.Open(request.Checkpoint);
        if (!opened.Ok)
            return WitnessVerdict.Refuse(403, opened.Problem.Sentence);
        if (request.OldSize > claimed.Size)
            return WitnessVerdict.Refuse(400, $"The old size {request.OldSize} is beyond the checkpoint's {claimed.Size}.");
        var latest = log.Latest ?? new Checkpoint(claimed.Origin, 0, Rfc6962.EmptyRoot);
        if (request.OldSize != latest.Size)
            return WitnessVerdict.Conflict(latest.Size);
        // Size 0 has one root, whether it is the first checkpoint or not; any tree continues it, and the proof of that is empty.
        var consistent = latest.Size == 0 && claimed.Size > 0
            ? request.Proof.Count == 0
            : ConsistencyProof.Verify(latest.Size, claimed.Size, [.. request.Proof], latest.Root, claimed.Root);
        if (!consistent)
            return WitnessVerdict.Refuse(422, $"The checkpoint is not shown to continue the one of size {latest.Size}.");
        return WitnessVerdict.Cosign(claimed, opened.Value);
    }
}

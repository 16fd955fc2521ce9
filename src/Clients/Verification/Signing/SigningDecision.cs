using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Signing;

/// <summary>What a signer does with a request.</summary>
public enum SigningVerdict
{
    /// <summary>Keep the checkpoint as the last one, then sign it.</summary>
    Sign,

    /// <summary>It is another log's.</summary>
    OtherLog,

    /// <summary>The proof goes out from another size than the last one.</summary>
    OtherSize,

    /// <summary>It is not shown to continue the last one.</summary>
    NotConsistent,
}

/// <summary>
/// The one rule of a signer: never two checkpoints of which neither continues the other. Pure; who asks keeps the last one, and keeps it
/// durably before a signature leaves.
/// </summary>
public static class SigningDecision
{
    /// <param name="last">What was signed last; size 0 under the empty root before the first.</param>
    public static SigningVerdict Decide(Checkpoint last, SignRequest request)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Checkpoint.Origin != last.Origin)
            return SigningVerdict.OtherLog;
        if (request.OldSize != last.Size)
            return SigningVerdict.OtherSize;
        // Any tree continues the empty one, and the proof of that is empty.
        var continues = last.Size == 0 && request.Checkpoint.Size > 0
            ? request.Proof.Count == 0
            : ConsistencyProof.Verify(last.Size, request.Checkpoint.Size, [.. request.Proof], last.Root, request.Checkpoint.Root);
        return continues ? SigningVerdict.Sign : SigningVerdict.NotConsistent;
    }
}

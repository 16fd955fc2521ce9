using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Ledger.Serving;

internal static class LedgerRefusals
{
    /// <summary>Not UNAVAILABLE: the hub is well, and a client that repeats calls by itself would only hammer it.</summary>
    public static Refusal NotYetPublished { get; } = new(
        StatusCode.FailedPrecondition, ErrorReason.NotYetPublished, "The event is committed, and no signed checkpoint covers it yet. Ask again in two seconds.");

    public static Refusal KeyDestroyed { get; } = new(
        StatusCode.FailedPrecondition, ErrorReason.KeyDestroyed, "The key of this event's stream was destroyed. Receipts given before still prove it; no new one can be made.");

    public static Refusal EvidenceLate { get; } = new(
        StatusCode.Unavailable, ErrorReason.WitnessEvidenceLate,
        "No quorum of witnesses has seen the ledger for too long, so nothing new is taken in; all else goes on. Try again: it goes on by itself when they have.");
}

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
}

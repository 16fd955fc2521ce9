using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

internal static class AuditRefusals
{
    public static Refusal EntitlementsExpunged { get; } = new(
        StatusCode.FailedPrecondition,
        ErrorReason.RecordExpunged,
        "The record was expunged, so who was entitled to it cannot be decided again. Who received it stands: see WhoSaw.");
}

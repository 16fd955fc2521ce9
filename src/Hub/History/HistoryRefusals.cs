using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.History;

internal static class HistoryRefusals
{
    public static Refusal BodyUnavailable { get; } = new(
        StatusCode.FailedPrecondition,
        ErrorReason.BodyUnavailable,
        "What a record said is unavailable: its key is not in the key database. The hub's operator can bring the keys back from a backup.");

    public static Refusal BodyErased { get; } = new(
        StatusCode.FailedPrecondition, ErrorReason.RecordExpunged, "The record was expunged: what it said is gone for good.");

    public static Refusal BodyDamaged { get; } = new(
        StatusCode.DataLoss,
        ErrorReason.BodyDamaged,
        "What is kept of a record is not what was stored, so it is not given out. The hub's operator finds which one in the log.");
}

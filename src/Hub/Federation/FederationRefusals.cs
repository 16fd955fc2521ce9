using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Federation;

internal static class FederationRefusals
{
    public static Refusal NoSuchPeer { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "No peer hub has this id.");

    public static Refusal AddedOtherwise { get; } =
        new(StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "This id is taken: by a member, by a peer hub that ended, or by one with other particulars.");

    public static Refusal NoSuchLogKey { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "This peer hub has no such log key.");

    public static Refusal LogKeyRevoked { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "This log key was revoked and does not come back.");

    public static Refusal NoSuchWitnessKey { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "This peer hub has no such witness key.");

    public static Refusal WitnessKeyRevoked { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "This witness key was revoked and does not come back.");

    public static Refusal NoWitness { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "No witness key is named for this peer hub: it is not asked to cosign.");

    public static Refusal NoSuchCheckpoint { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "There is no checkpoint of this size.");

    public static Refusal LogKeyOfAnotherLog(string name) => new(
        StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, $"The key is of another log: the peer's is {name}. Another log is another peer.");
}

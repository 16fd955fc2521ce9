using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

internal static class DisclosureRefusals
{
    public static Refusal PurposeNotHeld(Purpose purpose) => new(
        StatusCode.PermissionDenied,
        ErrorReason.PurposeNotHeld,
        $"The access token does not carry the purpose {KindNames.Of(purpose)}; a client asks for the scope 'purpose:{KindNames.Of(purpose)}' if it is registered for it.");

    public static Refusal NeverDisclosed { get; } = Refusal.Invalid("receipts", "must be of records that this hub disclosed to the caller");

    public static Refusal NothingToAcknowledge { get; } = Refusal.Invalid("receipts", "must acknowledge, for its recipient, a disclosure that was reported before or with it");

    public static Refusal CursorInvalid { get; } =
        new(StatusCode.InvalidArgument, ErrorReason.CursorInvalid, "The cursor is not one that this hub gave to this member for this query.");

    /// <summary>The status that follows an end marker, so that a client that only looks at the status is told as well.</summary>
    public static Refusal? After(EndReason reason, string message) => reason switch
    {
        EndReason.Complete => null,
        EndReason.TokenExpired => new Refusal(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, message),
        EndReason.ServerStopping => new Refusal(StatusCode.Unavailable, ErrorReason.Unspecified, message),
        EndReason.AgreementEnded => new Refusal(StatusCode.PermissionDenied, ErrorReason.StateNotAllowed, message),
        _ => new Refusal(StatusCode.PermissionDenied, ErrorReason.ClientUnknown, message),
    };
}

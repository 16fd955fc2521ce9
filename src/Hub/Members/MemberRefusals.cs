using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Members;

internal static class MemberRefusals
{
    public static Refusal AlreadyRegistered { get; } =
        new(StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "A member with this id is registered with other particulars.");

    public static Refusal NoSuchMember { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "No member has this id.");

    public static Refusal PeerEnded { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "The exchange with this hub ended for good. Add it under another id.");

    public static Refusal NoSuchClient { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "This member has no such client.");

    public static Refusal ClientBoundElsewhere { get; } =
        new(StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "This client already acts for another member.");

    public static Refusal NoSuchSigningKey { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "This member has no such signing key.");

    public static Refusal SigningKeyRevoked { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "This signing key was revoked and does not come back. Make a new one.");

    public static Refusal SigningKeyNamedAlike { get; } =
        new(StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "Another signing key of this member has the same name and id. Give the new one another name.");

    public static Refusal ClientUnknown { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.ClientUnknown, "This client and certificate act for no member of this hub.");

    public static Refusal MemberSuspended { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.MemberSuspended, "The member that this client acts for is suspended.");
}

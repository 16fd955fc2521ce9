using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Hosting;

internal static class HostingRefusals
{
    public static Refusal CertificateRequired { get; } = new(
        StatusCode.Unauthenticated, ErrorReason.CertificateRequired, "Present a client certificate: this connection has none.");

    public static Refusal TokenRequired { get; } = new(
        StatusCode.Unauthenticated, ErrorReason.TokenInvalid, "Send an access token as 'authorization: Bearer …'; the token endpoint gives one.");

    public static Refusal TokenInvalid { get; } = new(
        StatusCode.Unauthenticated, ErrorReason.TokenInvalid, "The access token does not hold here: expired, not for this hub, or not from its issuer.");

    public static Refusal TokenBoundToOtherCertificate { get; } = new(
        StatusCode.Unauthenticated, ErrorReason.TokenBoundToOtherCertificate, "The access token was issued to another client certificate than this connection's.");

    public static Refusal RoleNotAllowed { get; } = new(
        StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "This call is for another role.");

    public static Refusal DeadlineRequired { get; } = new(
        StatusCode.InvalidArgument, ErrorReason.DeadlineRequired, "State a deadline on this call, of at most an hour.");

    public static Refusal ChangedMeanwhile { get; } = new(
        StatusCode.Aborted, ErrorReason.ChangedMeanwhile, "Someone else changed this at the same time. Read it again.");

    public static Refusal Malformed { get; } = new(
        StatusCode.InvalidArgument, ErrorReason.Malformed, "The message is not what the contract says at this place.");
}

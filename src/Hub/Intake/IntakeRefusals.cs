using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

internal static class IntakeRefusals
{
    public static Refusal OtherRevision(uint current) =>
        new(StatusCode.Aborted, ErrorReason.ChangedMeanwhile, $"The record is at revision {current}.");

    public static Refusal OtherContributor { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "A record is retracted by its contributor only.");

    public static Refusal Expunged { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.RecordExpunged, "The record was expunged. Nothing can be said of it any more under this name.");

    public static Refusal TokenExpired { get; } =
        new(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, "The access token ran out. Open the stream again with a new one and send what has no result.");

    public static Refusal AccessEnded { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.ClientUnknown, "This client or its member no longer acts here.");

    public static Refusal Stopping { get; } =
        new(StatusCode.Unavailable, ErrorReason.Unspecified, "This replica is stopping. Open the stream again and send what has no result.");

    public static Refusal MessageSize(int most) =>
        new(StatusCode.InvalidArgument, ErrorReason.RequestInvalid, $"records: must be 1-{most} a message");

    public static Refusal Idle { get; } =
        new(StatusCode.DeadlineExceeded, ErrorReason.LimitExceeded, "No record came for a long time. Open the stream again when there are some.");

    public const string InspectionsAreRequested = "must not be an inspection: the calls of TargetingService make, change and withdraw it";

    /// <summary>What a rejected record's reason means, for its violation list.</summary>
    public static string Explain(ErrorReason reason) => reason switch
    {
        ErrorReason.RevisionConflict => "this revision is held with other content; send what changed as a higher revision",
        ErrorReason.RevisionStale => "must be higher than the revision that is held",
        ErrorReason.RecordExpunged => "the record was expunged; send what is new under another id",
        ErrorReason.BodyUnavailable => "what is held of the record is unavailable now; tell the hub's operator and send it again later",
        _ => "must be an IntelRecord of at most 65536 bytes",
    };
}

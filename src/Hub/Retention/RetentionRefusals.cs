using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

internal static class RetentionRefusals
{
    public static Refusal Expunged { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.RecordExpunged, "The record was expunged already.");

    public static Refusal LedgerBehind { get; } = new(
        StatusCode.FailedPrecondition,
        ErrorReason.LedgerBehind,
        "The ledger has not taken the record's last act in yet, and needs its key for that. Nothing was expunged; try again in a moment.");

    public static Refusal NotReleaser { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "A hold is released by the member that placed it.");

    public static Refusal RequestOpen(Guid id) =>
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, $"Request {id:D} to expunge this record is open: confirm it, or withdraw it first.");

    public static Refusal RequestNotOpen(ExpungeRequestState state) => new(
        StatusCode.FailedPrecondition,
        ErrorReason.StateNotAllowed,
        $"The request is {Word(state)} and cannot be {(state == ExpungeRequestState.Confirmed ? "changed" : "confirmed")} any more.");

    /// <summary>Which hold it is, by id; what it refers to is for those who may know it.</summary>
    public static Refusal Held(PlacedHold hold, bool mayKnow) => new(
        StatusCode.FailedPrecondition,
        ErrorReason.LegalHold,
        mayKnow ? $"Legal hold {hold.Id:D} ({hold.Reference}) stands on the record." : $"Legal hold {hold.Id:D}, placed by {hold.Member}, stands on the record.");

    public static Refusal SecondPerson { get; } = new(
        StatusCode.FailedPrecondition,
        ErrorReason.SecondPersonRequired,
        "Another person than the one that asked has to confirm: this token names the same.");

    public static Refusal SecondClient { get; } = new(
        StatusCode.FailedPrecondition,
        ErrorReason.SecondPersonRequired,
        "Another client than the one that asked has to confirm, since not both tokens name a person.");

    private static string Word(ExpungeRequestState state) => OriginalNames.Of(state)["EXPUNGE_REQUEST_STATE_".Length..].ToLowerInvariant();
}

using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

internal static class InspectionRefusals
{
    public static Refusal IdTaken { get; } = new(
        StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "The id is used by another inspection or record of this member's. Leave inspection_id out, or use a fresh UUID.");

    public static Refusal AgenciesOnly { get; } = new(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "Inspections are requested by agencies.");

    public static Refusal ForTheAgency { get; } = new(
        StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "This act is for the agency that requested the inspection. The carrier records a hold or a miss.");

    public static Refusal ForTheCarrier { get; } = new(
        StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "This act is for the carrier that the inspection is addressed to. The agency records what it does itself.");

    public static Refusal NotACarriers { get; } = new(
        StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "The shipment's contributor is not a carrier of this hub, so nobody could hold the consignment.");

    public static Refusal WaybillWithheld { get; } = new(
        StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "The agreement withholds the shipment's carrier or waybill, by which an outcome names the consignment.");

    public static Refusal Unreachable(string carrier, Tlp tlp) => new(
        StatusCode.FailedPrecondition,
        ErrorReason.StateNotAllowed,
        $"No agreement of yours lets {carrier} read an inspection marked {OriginalNames.Of(tlp)}. Agree on kind inspection with it, or choose a marking within the ceiling.");

    public static Refusal OtherRevision(uint current) =>
        new(StatusCode.Aborted, ErrorReason.ChangedMeanwhile, $"The inspection is at revision {current}. Read it again, then decide again.");

    public static Refusal WrongStatus(InspectionStatus status, IEnumerable<InspectionStatus> from) => new(
        StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, $"The inspection is {Word(status)}; this act is for one that is {string.Join(" or ", from.Select(Word))}.");

    public static Refusal NotLater(string field) => Refusal.Invalid(field, "must be later than now");

    public static Refusal InTheFuture(string field) => Refusal.Invalid(field, "must not be later than now");

    /// <summary>A record that the outcome would make is there, or cannot be made.</summary>
    public static Refusal OutcomeTaken(RecordName name) => new(
        StatusCode.AlreadyExists, ErrorReason.AlreadyExists, $"The outcome would make the record {KindNames.Of(name.Kind)}/{name.Id}, and there is one of that name already.");

    public static Refusal WatchEnded(LifeEnd why) => why switch
    {
        LifeEnd.TokenExpired => new Refusal(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, "The access token ran out. Open again with a new one."),
        LifeEnd.Stopping => new Refusal(StatusCode.Unavailable, ErrorReason.Unspecified, "This replica is stopping. Open again."),
        _ => new Refusal(StatusCode.PermissionDenied, ErrorReason.ClientUnknown, "This client or its member no longer acts here."),
    };

    private static string Word(InspectionStatus status) => OriginalNames.Of(status)["INSPECTION_STATUS_".Length..];
}

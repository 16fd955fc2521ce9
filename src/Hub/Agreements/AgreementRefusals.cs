using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

internal static class AgreementRefusals
{
    public static Refusal ProviderAlone { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "What a draft would change is for its provider alone to ask.");

    public static Refusal NotAParty { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "Only a party may propose an agreement: the provider or a recipient.");

    public static Refusal IdTaken { get; } =
        new(StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "Another agreement has this id.");

    public static Refusal Terminated { get; } = State("This agreement has been terminated. Propose a new one.");

    public static Refusal Expired { get; } = State("This agreement has expired. Propose a new one.");

    public static Refusal NotYetInForce { get; } = State("Not every party has signed this agreement yet, so there is nothing to suspend or resume.");

    public static Refusal AmendsNothing { get; } = State("Not every party has signed this agreement yet. Terminate it and propose a new one.");

    public static Refusal AmendedAtItsHub { get; } = State("This agreement carries terms of another hub, and is amended with those.");

    public static Refusal InForceAlready { get; } = State("These terms are in force already.");

    public static Refusal OtherRevision(uint current) =>
        new(StatusCode.Aborted, ErrorReason.ChangedMeanwhile, $"The terms are at revision {current}. Read them again.");

    public static Refusal AmendmentUnderWay(uint revision) =>
        State($"Another party has proposed revision {revision}. Sign it, or ask that party to replace it.");

    public static Refusal RevisionLapsed(uint revision) => State($"The validity of revision {revision} has passed. It can no longer be signed.");

    public static Refusal SuspendedByOthers(IEnumerable<string> members) =>
        State($"Suspended by {string.Join(" and by ", members)}. Each party takes back its own suspension only.");

    /// <summary>What a Watch that its caller did not end is ended with.</summary>
    public static Refusal WatchEnded(LifeEnd why) => why switch
    {
        LifeEnd.TokenExpired => new(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, "The access token ran out. Watch again with a new one."),
        LifeEnd.Stopping => new(StatusCode.Unavailable, ErrorReason.Unspecified, "This replica is stopping. Watch again."),
        _ => new(StatusCode.PermissionDenied, ErrorReason.ClientUnknown, "This client or its member no longer acts here."),
    };

    private static Refusal State(string message) => new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, message);
}

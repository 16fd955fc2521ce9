using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

internal static class AgreementRefusals
{
    public static Refusal NotAParty { get; } =
        new(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "Only a party may propose an agreement: the provider or a recipient.");

    public static Refusal IdTaken { get; } =
        new(StatusCode.AlreadyExists, ErrorReason.AlreadyExists, "Another agreement has this id.");

    public static Refusal Ended { get; } =
        new(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, "This agreement has been terminated. Propose a new one.");

    public static Refusal OtherRevision(uint current) =>
        new(StatusCode.Aborted, ErrorReason.ChangedMeanwhile, $"The terms are at revision {current}. Read them again before signing.");
}

using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

internal static class LeadRefusals
{
    public static Refusal NoRoom { get; } = new(
        StatusCode.ResourceExhausted,
        ErrorReason.LimitExceeded,
        "The hub keeps in memory what each open watch of leads is concluded from, and has no room for one more. Try again later, or ask its operator to raise Targeting:RecordsInPictures.");
}

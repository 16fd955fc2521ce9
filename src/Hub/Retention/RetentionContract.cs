using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>Requests and holds as the contract sends them.</summary>
internal static class RetentionContract
{
    public static ExpungeRequest Of(RecordName name, RequestedExpunge request, DateTimeOffset now) => new()
    {
        Id = request.Id.ToString("D"),
        Name = name,
        LegalBasis = request.Asked.LegalBasis,
        BasisText = request.Asked.BasisText,
        RequestedBy = request.Actor,
        RequestedAt = request.At.ToTimestamp(),
        ExpiresAt = request.Asked.ExpiresAt,
        State = request.StateAt(now),
    };

    public static Hold Of(RecordName name, PlacedHold hold, Caller caller) => new()
    {
        Id = hold.Id.ToString("D"),
        Name = name,
        Reference = ExpungeDecisions.MayKnow(hold, caller) ? hold.Reference : "",
        PlacedBy = hold.Member,
        PlacedAt = hold.At.ToTimestamp(),
    };
}

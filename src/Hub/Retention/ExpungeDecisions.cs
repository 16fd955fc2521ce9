using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Intake;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>Requests to expunge, under dual control. Pure.</summary>
internal static class ExpungeDecisions
{
    /// <summary>Long enough over a weekend, short enough that nobody confirms what nobody remembers.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(72);

    /// <returns>A new request, or the same one that this caller made before, or why not.</returns>
    public static (ExpungeRequested? Event, RequestedExpunge? Standing, Refusal? Refusal) Request(
        RecordState? record, RecordRetention retention, Caller caller, LegalBasis basis, string text, DateTimeOffset now)
    {
        if (Missing(record) is { } missing)
        {
            return (null, null, missing);
        }

        if (retention.Requests.Values.FirstOrDefault(r => r.StateAt(now) == ExpungeRequestState.Open) is { } open)
        {
            var same = open.Asked.LegalBasis == basis && open.Asked.BasisText == text && open.Asked.ClientId == caller.ClientId && open.Asked.Person == (caller.Person ?? "");
            return same ? (null, open, null) : (null, null, RetentionRefusals.RequestOpen(open.Id));
        }

        if (HoldOn(retention, caller) is { } held)
        {
            return (null, null, held);
        }

        return (new ExpungeRequested
        {
            LegalBasis = basis,
            BasisText = text,
            ClientId = caller.ClientId,
            Person = caller.Person ?? "",
            ExpiresAt = (now + Life).ToTimestamp(),
        }, null, null);
    }

    /// <summary>Whether this caller may carry out an open request now. What was carried out already is not asked here.</summary>
    public static Refusal? Confirm(RecordState? record, RecordRetention retention, RequestedExpunge request, Caller caller, DateTimeOffset now)
    {
        if (Missing(record) is { } missing)
        {
            return missing;
        }

        if (request.StateAt(now) is var state && state != ExpungeRequestState.Open)
        {
            return RetentionRefusals.RequestNotOpen(state);
        }

        return Second(request.Asked, caller) ?? HoldOn(retention, caller);
    }

    public static (ExpungeWithdrawn? Event, Refusal? Refusal) Withdraw(RequestedExpunge request, DateTimeOffset now) => request.StateAt(now) switch
    {
        ExpungeRequestState.Open => (new ExpungeWithdrawn { RequestId = request.Id.ToString("D") }, null),
        ExpungeRequestState.Confirmed => (null, RetentionRefusals.RequestNotOpen(ExpungeRequestState.Confirmed)),
        // Nothing comes of it either way.
        _ => (null, null),
    };

    public static (HoldPlaced? Event, Refusal? Refusal) Hold(RecordState? record, string reference) =>
        Missing(record) is { } missing ? (null, missing) : (new HoldPlaced { Reference = reference }, null);

    /// <returns>Nothing at all when it was released before by the same member.</returns>
    public static (HoldReleased? Event, Refusal? Refusal) Release(RecordRetention retention, Guid hold, string member, string reason)
    {
        var (standing, released) = (retention.Holds.GetValueOrDefault(hold), retention.Released.GetValueOrDefault(hold));
        return (standing ?? released)?.Member != member ? (null, RetentionRefusals.NotReleaser)
            : standing is null ? (null, null)
            : (new HoldReleased { HoldId = hold.ToString("D"), Reason = reason }, null);
    }

    /// <summary>Two people, if both tokens name one; else two clients.</summary>
    private static Refusal? Second(ExpungeRequested asked, Caller caller) => asked.Person.Length > 0 && caller.Person is { } person
        ? person == asked.Person ? RetentionRefusals.SecondPerson : null
        : caller.ClientId == asked.ClientId ? RetentionRefusals.SecondClient : null;

    private static Refusal? Missing(RecordState? record) => record is { IsExpunged: true } ? RetentionRefusals.Expunged
        : record is null || record.Version == 0 ? Refusal.NotFound : null;

    /// <summary>The first hold that stands; one that the caller may know is named before others.</summary>
    private static Refusal? HoldOn(RecordRetention retention, Caller caller) =>
        retention.Holds.Values.OrderByDescending(h => MayKnow(h, caller)).ThenBy(h => h.At).FirstOrDefault() is { } hold
            ? RetentionRefusals.Held(hold, MayKnow(hold, caller)) : null;

    /// <summary>Whether the caller may know the case that a hold refers to.</summary>
    public static bool MayKnow(PlacedHold hold, Caller caller) => caller.IsAuditor || hold.Member == caller.Member;
}

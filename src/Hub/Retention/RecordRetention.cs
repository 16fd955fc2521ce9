using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>A request to expunge a record.</summary>
/// <param name="Outcome">Open unless it ended by somebody's word; whether its time is over is for the clock to say.</param>
/// <param name="Confirmed">The act that carried it out.</param>
internal sealed record RequestedExpunge(
    Guid Id, ExpungeRequested Asked, string Actor, DateTimeOffset At, ExpungeRequestState Outcome = ExpungeRequestState.Open,
    (ExpungeConfirmed Body, DateTimeOffset At)? Confirmed = null)
{
    public ExpungeRequestState StateAt(DateTimeOffset now) =>
        Outcome == ExpungeRequestState.Open && now >= Asked.ExpiresAt.ToDateTimeOffset() ? ExpungeRequestState.Expired : Outcome;
}

/// <summary>A hold on a record.</summary>
internal sealed record PlacedHold(Guid Id, string Reference, string Member, DateTimeOffset At);

/// <summary>What is asked and held about one record's keeping, folded from its stream <c>retention/contributor/kind/id</c>.</summary>
internal sealed class RecordRetention
{
    public long Version { get; private set; }

    public Dictionary<Guid, RequestedExpunge> Requests { get; } = [];

    /// <summary>Those that stand.</summary>
    public Dictionary<Guid, PlacedHold> Holds { get; } = [];

    /// <summary>Those that stood once.</summary>
    public Dictionary<Guid, PlacedHold> Released { get; } = [];

    public static RecordRetention Of(IEnumerable<ClaimedEvent> events)
    {
        var folded = new RecordRetention();
        foreach (var one in events)
        {
            var body = one.Body.Access switch
            {
                BodyAccess.Open => one.Body.Bytes,
                BodyAccess.Damaged => throw HistoryRefusals.BodyDamaged.ToException(),
                _ => throw HistoryRefusals.BodyUnavailable.ToException(),
            };
            folded.Apply(one.Id, one.Version, one.Type, body, one.Member, one.Actor, one.Recorded);
        }

        return folded;
    }

    private void Apply(Guid id, long version, string type, byte[] body, string member, string actor, DateTimeOffset at)
    {
        Version = version;
        switch (type)
        {
            case EventTypes.ExpungeRequested:
                Requests.Add(id, new RequestedExpunge(id, ExpungeRequested.Parser.ParseFrom(body), actor, at));
                break;
            case EventTypes.ExpungeWithdrawn:
                var withdrawn = Guid.Parse(ExpungeWithdrawn.Parser.ParseFrom(body).RequestId);
                Requests[withdrawn] = Requests[withdrawn] with { Outcome = ExpungeRequestState.Withdrawn };
                break;
            case EventTypes.ExpungeConfirmed:
                var confirmed = ExpungeConfirmed.Parser.ParseFrom(body);
                var request = Guid.Parse(confirmed.RequestId);
                Requests[request] = Requests[request] with { Outcome = ExpungeRequestState.Confirmed, Confirmed = (confirmed, at) };
                break;
            case EventTypes.HoldPlaced:
                Holds.Add(id, new PlacedHold(id, HoldPlaced.Parser.ParseFrom(body).Reference, member, at));
                break;
            case EventTypes.HoldReleased:
                var released = Guid.Parse(HoldReleased.Parser.ParseFrom(body).HoldId);
                Holds.Remove(released, out var hold);
                Released.Add(released, hold!);
                break;
            default:
                throw new InvalidOperationException($"A stream of retention holds an event of type {type}.");
        }
    }
}

using System.Collections.Frozen;
using Google.Protobuf;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.Hub.Retention;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.RetentionLife;

/// <summary>A record of amazonia's, and what was asked and held about it.</summary>
internal sealed class GivenRetention
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly List<ClaimedEvent> _events = [];

    public static Caller Amazonia(string client = "a", string? person = null) => Caller("amazonia", MemberRole.Retailer, client, person);

    public static Caller Auditor(string member = "inspectorate") => Caller(member, MemberRole.Auditor, "audit", null);

    public static RecordState Record(bool expunged = false)
    {
        var state = new RecordState([1]);
        state.ApplyContent(new IntelRecord { Id = "r", Revision = 1, Listing = new Listing() }, new HeldRevision(Guid.NewGuid(), 1, Monday, []));
        if (expunged)
            state.ApplyExpunge(2);
        return state;
    }

    public RecordRetention Folded => RecordRetention.Of(_events);

    public Guid Asked(Caller by, DateTimeOffset? at = null)
    {
        var (asked, _, refusal) = ExpungeDecisions.Request(Record(), Folded, by, LegalBasis.RightToErasure, "GDPR Art. 17", at ?? Monday);
        refusal.ShouldBeNull();
        return Happened(EventTypes.ExpungeRequested, asked!, by, at);
    }

    public Guid Held(Caller by, string reference = "2:20-cv-01217") => Happened(EventTypes.HoldPlaced, new HoldPlaced { Reference = reference }, by);

    public Guid Happened(string type, IMessage body, Caller by, DateTimeOffset? at = null)
    {
        var id = Guid.NewGuid();
        var bytes = body.ToByteArray();
        _events.Add(new ClaimedEvent(
            "retention/amazonia/listing/r", _events.Count + 1, id, type, at ?? Monday, new OpenedBody(BodyAccess.Open, bytes, bytes.Length, null), by.Member, by.Actor));
        return id;
    }

    public Refusal? Confirm(Guid request, Caller by, DateTimeOffset? at = null, RecordState? record = null) =>
        ExpungeDecisions.Confirm(record ?? Record(), Folded, Folded.Requests[request], by, at ?? Monday);

    private static Caller Caller(string member, MemberRole role, string client, string? person) =>
        new(member, role, client, "https://issuer.example/", "00", FrozenSet<Purpose>.Empty, Monday.AddHours(1), person);
}

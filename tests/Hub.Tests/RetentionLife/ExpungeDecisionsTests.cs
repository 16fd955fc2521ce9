using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Retention;
using SharingHub.V1;
using static SharingHub.Hub.Tests.RetentionLife.GivenRetention;

namespace SharingHub.Hub.Tests.RetentionLife;

/// <summary>Who may expunge what, when. Every case of dual control.</summary>
public sealed class ExpungeDecisionsTests
{
    private readonly GivenRetention _given = new();

    [Theory]
    [InlineData("a", null, "a", null, ErrorReason.SecondPersonRequired)]
    [InlineData("a", null, "b", null, null)]
    [InlineData("a", "ann", "a", "bob", null)]
    [InlineData("a", "ann", "b", "bob", null)]
    [InlineData("a", "ann", "a", "ann", ErrorReason.SecondPersonRequired)]
    [InlineData("a", "ann", "b", "ann", ErrorReason.SecondPersonRequired)]
    [InlineData("a", "ann", "a", null, ErrorReason.SecondPersonRequired)]
    [InlineData("a", "ann", "b", null, null)]
    [InlineData("a", null, "a", "bob", ErrorReason.SecondPersonRequired)]
    [InlineData("a", null, "b", "bob", null)]
    public void Two_people_if_both_tokens_name_one_else_two_clients(string client, string? person, string second, string? secondPerson, ErrorReason? refused)
    {
        var request = _given.Asked(Amazonia(client, person));

        (_given.Confirm(request, Amazonia(second, secondPerson))?.Reason).ShouldBe(refused);
    }

    [Fact]
    public void A_request_lives_72_hours_to_the_tick()
    {
        var request = _given.Asked(Amazonia());

        _given.Confirm(request, Amazonia("b"), Monday.AddHours(72).AddTicks(-1)).ShouldBeNull();
        _given.Confirm(request, Amazonia("b"), Monday.AddHours(72)).ShouldNotBeNull().Reason.ShouldBe(ErrorReason.StateNotAllowed);
        _given.Folded.Requests[request].StateAt(Monday.AddHours(72)).ShouldBe(ExpungeRequestState.Expired);
    }

    [Fact]
    public void An_expired_request_makes_room_for_another_and_an_open_one_does_not()
    {
        _given.Asked(Amazonia());

        Request(Amazonia("b"), Monday).Refusal.ShouldNotBeNull().Reason.ShouldBe(ErrorReason.StateNotAllowed);
        Request(Amazonia("b"), Monday.AddHours(72)).Event.ShouldNotBeNull().ClientId.ShouldBe("b");
    }

    [Fact]
    public void Asked_again_by_the_same_with_the_same_words_it_is_the_same_request()
    {
        var request = _given.Asked(Amazonia("a", "ann"));

        var (asked, standing, refusal) = Request(Amazonia("a", "ann"), Monday.AddHours(1));

        (asked, standing?.Id, refusal).ShouldBe((null, request, null));
        Request(Amazonia("a", "bob"), Monday.AddHours(1)).Refusal.ShouldNotBeNull();
        Request(Amazonia("a", "ann"), Monday.AddHours(1), "GDPR Art. 5").Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void A_withdrawn_request_cannot_be_confirmed_and_withdrawing_it_again_is_no_act()
    {
        var request = _given.Asked(Amazonia());
        var (withdrawn, _) = ExpungeDecisions.Withdraw(_given.Folded.Requests[request], Monday);
        _given.Happened(EventTypes.ExpungeWithdrawn, withdrawn!, Amazonia());

        _given.Confirm(request, Amazonia("b")).ShouldNotBeNull().Message.ShouldContain("withdrawn");
        ExpungeDecisions.Withdraw(_given.Folded.Requests[request], Monday).ShouldBe((null, null));
    }

    [Fact]
    public void A_confirmed_request_cannot_be_withdrawn()
    {
        var request = _given.Asked(Amazonia());
        _given.Happened(EventTypes.ExpungeConfirmed, new ExpungeConfirmed { RequestId = request.ToString("D") }, Amazonia("b"));

        ExpungeDecisions.Withdraw(_given.Folded.Requests[request], Monday).Refusal.ShouldNotBeNull().Message.ShouldContain("confirmed");
    }

    [Fact]
    public void What_does_not_exist_or_is_expunged_is_neither_asked_confirmed_nor_held()
    {
        var request = _given.Asked(Amazonia());

        _given.Confirm(request, Amazonia("b"), record: Record(expunged: true)).ShouldNotBeNull().Reason.ShouldBe(ErrorReason.RecordExpunged);
        ExpungeDecisions.Request(null, new RecordRetention(), Amazonia(), LegalBasis.Order, "x", Monday).Refusal.ShouldBe(Refusal.NotFound);
        ExpungeDecisions.Hold(null, "x").Refusal.ShouldBe(Refusal.NotFound);
        ExpungeDecisions.Hold(Record(expunged: true), "x").Refusal.ShouldNotBeNull().Reason.ShouldBe(ErrorReason.RecordExpunged);
    }

    private (ExpungeRequested? Event, RequestedExpunge? Standing, Refusal? Refusal) Request(Caller by, DateTimeOffset at, string text = "GDPR Art. 17") =>
        ExpungeDecisions.Request(Record(), _given.Folded, by, LegalBasis.RightToErasure, text, at);
}

using SharingHub.Hub.History;
using SharingHub.Hub.Retention;
using SharingHub.V1;
using static SharingHub.Hub.Tests.RetentionLife.GivenRetention;

namespace SharingHub.Hub.Tests.RetentionLife;

/// <summary>What a legal hold keeps from happening, and who learns which it is.</summary>
public sealed class HoldDecisionsTests
{
    private readonly GivenRetention _given = new();

    [Fact]
    public void The_contributors_own_hold_refuses_expunge_by_id_and_case()
    {
        var request = _given.Asked(Amazonia());
        var hold = _given.Held(Amazonia());

        var refusal = _given.Confirm(request, Amazonia("b")).ShouldNotBeNull();

        refusal.Reason.ShouldBe(ErrorReason.LegalHold);
        refusal.Message.ShouldContain($"{hold:D} (2:20-cv-01217)");
    }

    [Fact]
    public void An_auditors_hold_refuses_it_too_and_does_not_say_which_case_it_is()
    {
        var request = _given.Asked(Amazonia());
        var hold = _given.Held(Auditor(), "grand jury 7");

        var refusal = _given.Confirm(request, Amazonia("b")).ShouldNotBeNull();

        refusal.Message.ShouldContain($"{hold:D}, placed by inspectorate");
        refusal.Message.ShouldNotContain("grand jury");
    }

    [Fact]
    public void A_hold_refuses_the_request_already()
    {
        _given.Held(Auditor());

        ExpungeDecisions.Request(Record(), _given.Folded, Amazonia(), LegalBasis.Order, "x", Monday).Refusal.ShouldNotBeNull().Reason.ShouldBe(ErrorReason.LegalHold);
    }

    [Fact]
    public void Of_two_holds_each_has_to_be_released()
    {
        var request = _given.Asked(Amazonia());
        var (first, second) = (_given.Held(Amazonia()), _given.Held(Auditor()));

        Release(first, "amazonia");
        _given.Confirm(request, Amazonia("b")).ShouldNotBeNull();
        Release(second, "inspectorate");
        _given.Confirm(request, Amazonia("b")).ShouldBeNull();
    }

    [Theory]
    [InlineData("inspectorate", true)]
    [InlineData("amazonia", false)]
    [InlineData("another-auditor", false)]
    public void Who_placed_it_releases_it_and_nobody_else(string member, bool may)
    {
        var hold = _given.Held(Auditor());

        var (released, refusal) = ExpungeDecisions.Release(_given.Folded, hold, member, "The case is closed.");

        (released is not null, refusal is null).ShouldBe((may, may));
    }

    [Fact]
    public void Released_again_it_is_no_act()
    {
        var hold = _given.Held(Amazonia());
        Release(hold, "amazonia");

        ExpungeDecisions.Release(_given.Folded, hold, "amazonia", "again").ShouldBe((null, null));
        ExpungeDecisions.Release(_given.Folded, hold, "inspectorate", "again").Refusal.ShouldNotBeNull();
    }

    private void Release(Guid hold, string member) =>
        _given.Happened(EventTypes.HoldReleased, ExpungeDecisions.Release(_given.Folded, hold, member, "closed").Event!, member == "amazonia" ? Amazonia() : Auditor(member));
}

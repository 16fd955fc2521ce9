using SharingHub.Hub.Agreements;
using SharingHub.V1;
using static SharingHub.Hub.Tests.AgreementLife.GivenLife;

namespace SharingHub.Hub.Tests.AgreementLife;

public sealed class AgreementStateTests
{
    [Theory]
    [InlineData("proposed", AgreementStatus.Proposed, "proposed by amazonia")]
    [InlineData("proposed, signed by customs", AgreementStatus.Proposed, "countersigned by customs")]
    [InlineData("in force", AgreementStatus.InForce, "countersigned by ipcenter; in force")]
    [InlineData("amendment of provider", AgreementStatus.InForce, "revision 2 proposed by amazonia")]
    [InlineData("amendment, customs signs last", AgreementStatus.InForce, "revision 2 countersigned by ipcenter")]
    [InlineData("amended", AgreementStatus.InForce, "revision 2 countersigned by customs; in force")]
    [InlineData("suspended by customs", AgreementStatus.Suspended, "suspended by customs: customs looks into it")]
    [InlineData("terminated", AgreementStatus.Terminated, "terminated by amazonia: over")]
    [InlineData("expired", AgreementStatus.Expired, "expired")]
    public void A_state_says_what_it_is_and_what_happened_last(string name, AgreementStatus status, string what)
    {
        var state = States[name]!;

        state.Status.ShouldBe(status);
        state.LastChange.ShouldBe(what);
    }

    [Theory]
    [InlineData("in force", null)]
    [InlineData("amendment of customs", null)]
    [InlineData("proposed", "not signed by every party")]
    [InlineData("suspended by both", "suspended by amazonia: amazonia looks into it; suspended by customs: customs looks into it")]
    [InlineData("suspended, amendment of provider", "suspended by customs: customs looks into it")]
    [InlineData("terminated", "terminated by amazonia: over")]
    [InlineData("expired", "expired")]
    public void It_says_why_nothing_is_shared_under_it(string name, string? why) => States[name]!.WhyNotInForce(Noon).ShouldBe(why);

    [Fact]
    public void From_its_end_on_it_is_expired_before_anybody_has_noted_it()
    {
        States["in force"]!.WhyNotInForce(ItsEnd.AddTicks(-1)).ShouldBeNull();
        States["in force"]!.WhyNotInForce(ItsEnd).ShouldBe("expired");
        States["suspended by customs"]!.WhyNotInForce(ItsEnd).ShouldBe("expired");
    }

    [Fact]
    public void The_terms_in_force_stay_until_the_last_signature_and_every_revision_is_kept()
    {
        States["amendment, customs signs last"]!.Terms.ShouldBe(Terms());
        var amended = States["amended"]!;

        (amended.Revision, amended.Terms).ShouldBe((2u, Narrower));
        amended.Current.Signatures.Select(s => s.Member).ShouldBe([Provider, Centre, Customs]);
        var directory = new AgreementDirectory([(amended, amended.Version)]);
        directory.TermsOf(amended.AgreementId, 1).ShouldBe(Terms());
        directory.TermsOf(amended.AgreementId, 2).ShouldBe(Narrower);
        directory.TermsOf(amended.AgreementId, 3).ShouldBeNull();
    }

    [Fact]
    public void It_is_in_force_again_when_no_suspension_is_left()
    {
        var state = Fold([(Provider, new AgreementProposed { Terms = Terms() }), Signs(Customs, 1), Signs(Centre, 1), (Centre, new AgreementCameIntoForce { Revision = 1 }),
            Suspends(Provider), Suspends(Customs)]);

        state.Follow(Provider, new AgreementResumed { Member = Provider }, Noon);
        (state.Status, state.LastChange).ShouldBe((AgreementStatus.Suspended, "resumed by amazonia; still suspended by customs"));
        state.Follow(Customs, new AgreementResumed { Member = Customs }, Noon);
        (state.Status, state.LastChange).ShouldBe((AgreementStatus.InForce, "resumed by customs"));
    }

    [Fact]
    public void An_amendment_that_comes_into_force_does_not_lift_a_suspension()
    {
        var state = Fold([(Provider, new AgreementProposed { Terms = Terms() }), Signs(Customs, 1), Signs(Centre, 1), (Centre, new AgreementCameIntoForce { Revision = 1 }),
            Suspends(Customs), Amends(Provider, 2, Narrower), Signs(Customs, 2), Signs(Centre, 2), (Centre, new AgreementCameIntoForce { Revision = 2 })]);

        (state.Status, state.Revision).ShouldBe((AgreementStatus.Suspended, 2u));
    }

    [Theory]
    [InlineData("in force", true)]
    [InlineData("amendment of provider", true)]
    [InlineData("amended", true)]
    [InlineData("proposed", false)]
    [InlineData("suspended by provider", false)]
    [InlineData("suspended by both", false)]
    [InlineData("terminated", false)]
    [InlineData("expired", false)]
    public void Only_what_all_signed_and_nobody_stopped_grants_anything(string name, bool grants)
    {
        var state = States[name]!;
        var directory = new AgreementDirectory([(state, state.Version)]);

        directory.EntitlementOf(Customs, Purpose.BorderTargeting).Grants.Select(g => (g.Revision, g.Epoch)).ShouldBe(grants ? [(state.Revision, state.Version)] : []);
    }

    [Fact]
    public void Parties_read_the_amendment_beside_the_terms_in_force_and_who_suspended()
    {
        var contract = States["suspended, amendment of provider"]!.ToContract();

        (contract.Revision, contract.Terms, contract.Status).ShouldBe((1u, Terms(), AgreementStatus.Suspended));
        (contract.Amendment.Revision, contract.Amendment.Terms).ShouldBe((2u, Narrower));
        contract.Amendment.Signatures.ShouldHaveSingleItem().Actor.ShouldBe("client:amazonia/main");
        var suspension = contract.Suspensions.ShouldHaveSingleItem();
        (suspension.Member, suspension.Reason).ShouldBe((Customs, "customs looks into it"));
        States["terminated"]!.ToContract().Amendment.ShouldBeNull("it can no longer be signed");
    }
}

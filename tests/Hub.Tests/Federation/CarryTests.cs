using Google.Protobuf;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Tests.AgreementLife;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Federation.GivenPeer;

namespace SharingHub.Hub.Tests.Federation;

public sealed class CarryTests
{
    private static readonly OriginStanding InForce = new(null, null);

    private static readonly AgreementTerms Terms = CarriedTerms.Of(Agreement(), Names)["customs"];

    [Fact]
    public void Each_member_that_is_named_gets_terms_of_its_own_and_nobody_else()
    {
        var carried = CarriedTerms.Of(Agreement(), Names);

        carried.Keys.ShouldBe(["customs", "ipcenter"], ignoreOrder: true);
        carried["ipcenter"].Grants.Count.ShouldBe(1);
        var terms = carried["customs"];
        (terms.Provider, terms.Recipients.Single(), terms.PermittedUse).ShouldBe(("amazonia@eu", "customs", "For customs alone."));
        terms.Grants.Select(g => g.Purposes.Single()).ShouldBe([Purpose.BorderTargeting, Purpose.CriminalInvestigation]);
        terms.Grants.ShouldAllBe(g => g.Origin.AgreementId == AgreementId && g.Origin.Grant == 1 && g.Origin.Revision == 3 && g.Onward == OnwardRule.None && g.Ceiling == Tlp.Amber && g.OnwardGrants.Count == 0);
        (terms.Grants[0].Read.WithheldClasses.Single(), terms.Grants[0].Correlate, terms.Grants[0].Retention.DeleteAfterDays).ShouldBe((FieldClass.Personal, null, 30u));
        (terms.Grants[1].Read, terms.Grants[1].Correlate.Release, terms.Grants[1].Retention.DeleteAfterDays).ShouldBe((null, CorrelationRelease.Count, 7u));
        TermsValidator.FaultsOf(terms).ShouldBeEmpty();
    }

    [Fact]
    public void A_third_hubs_member_provides_nothing() =>
        CarriedTerms.Of(Agreement(a => a.Terms.Provider = "amazonia@jp"), Names).ShouldBeEmpty();

    [Fact]
    public void An_id_follows_from_what_is_carried()
    {
        var id = CarriedAgreement.IdOf("eu", AgreementId, 3, "customs");

        CarriedAgreement.IdOf("eu", AgreementId, 3, "customs").ShouldBe(id);
        new[] { CarriedAgreement.IdOf("eu", AgreementId, 4, "customs"), CarriedAgreement.IdOf("eu", AgreementId, 3, "ipcenter"), CarriedAgreement.IdOf("jp", AgreementId, 3, "customs") }.ShouldNotContain(id);
        id.Version.ShouldBe(8);
    }

    [Fact]
    public void What_is_in_force_at_the_peer_is_proposed_once()
    {
        CarryDecisions.Follow(null, Terms, InForce).ShouldBe([new AgreementProposed { Terms = Terms }]);
        CarryDecisions.Follow(Held(), Terms, InForce).ShouldBeEmpty();
        CarryDecisions.Follow(null, Terms, new OriginStanding(null, "not in force at eu")).ShouldBeEmpty();
        CarryDecisions.Follow(null, null, InForce).ShouldBeEmpty();
    }

    [Fact]
    public void It_is_suspended_resumed_and_ended_with_the_peers()
    {
        var suspended = new OriginStanding("suspended at eu by amazonia: a leak", null);
        var held = Signed();
        CarryDecisions.Follow(held, Terms, suspended).ShouldBe([new AgreementSuspended { Member = "amazonia@eu", Reason = suspended.Suspended }]);
        Apply(held, new AgreementSuspended { Member = "amazonia@eu", Reason = "a leak" });
        CarryDecisions.Follow(held, Terms, suspended).ShouldBeEmpty();
        CarryDecisions.Follow(held, Terms, InForce).ShouldBe([new AgreementResumed { Member = "amazonia@eu" }]);
        CarryDecisions.Follow(held, Terms, new OriginStanding(null, "expired at eu")).ShouldBe([new AgreementTerminated { Member = "amazonia@eu", Reason = "expired at eu" }]);
        CarryDecisions.Follow(held, null, InForce).ShouldHaveSingleItem().ShouldBeOfType<AgreementTerminated>();
        Apply(held, new AgreementTerminated { Member = "customs", Reason = "no" });
        CarryDecisions.Follow(held, Terms, InForce).ShouldBeEmpty();
    }

    [Fact]
    public void Changed_terms_wait_for_a_signature_and_nothing_is_shared_until_then()
    {
        var held = Signed();
        var changed = Terms.Clone();
        changed.Grants.RemoveAt(1);

        var events = CarryDecisions.Follow(held, changed, InForce);
        events[0].ShouldBe(new AgreementAmended { Revision = 2, Terms = changed });
        events[1].ShouldBe(new AgreementSuspended { Member = "amazonia@eu", Reason = "the terms changed at the peer; revision 2 waits for a signature" });
        events.Count.ShouldBe(2);

        Apply(held, new AgreementAmended { Revision = 2, Terms = changed });
        Apply(held, new AgreementSuspended { Member = "amazonia@eu", Reason = "changed" });
        CarryDecisions.Follow(held, changed, InForce).ShouldBeEmpty("it waits");
        Apply(held, new AgreementCountersigned { Revision = 2, Member = "customs" }, "customs");
        Apply(held, new AgreementCameIntoForce { Revision = 2 });
        CarryDecisions.Follow(held, changed, InForce).ShouldBe([new AgreementResumed { Member = "amazonia@eu" }]);
    }

    [Fact]
    public void What_the_peer_changes_for_others_changes_nothing_for_a_member()
    {
        var next = CarriedTerms.Of(
            Agreement(a =>
            {
                a.Revision = 4;
                a.Terms.Recipients.Add("jp");
                a.Terms.Grants[0].OnwardGrants[0].Members.Remove("ipcenter@us");
                a.Terms.Grants.Add(a.Terms.Grants[0].Clone());
                a.Terms.Grants[1].OnwardGrants.RemoveAt(1);
                a.Terms.Grants[1].OnwardGrants[0].Members.Remove("customs@us");
            }),
            Names)["customs"];

        next.Grants[0].Origin.Revision.ShouldBe(4u);
        CarryDecisions.Follow(Signed(), next, InForce).ShouldBeEmpty("what came under revision 3 still counts");
    }

    /// <summary>What came before crossed under other terms: it does not count under what is signed now.</summary>
    public static TheoryData<string, Action<Agreement>> ChangesOfWhatCrosses => new()
    {
        { "conditions", a => a.Terms.Grants[0].Conditions = new Conditions { MinConfidence = 50 } },
        { "what is withheld from this hub", a => a.Terms.Grants[0].Read.WithheldClasses.Add(FieldClass.Personal) },
        { "a prohibition", a => a.Terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing } }) },
        { "a grant of another kind", a => a.Terms.Grants[0].Kinds.Add(RecordKind.Shipment) },
    };

    [Theory]
    [MemberData(nameof(ChangesOfWhatCrosses), DisableDiscoveryEnumeration = true)]
    public void What_crosses_under_other_terms_is_signed_anew(string what, Action<Agreement> change)
    {
        var next = CarriedTerms.Of(
            Agreement(a =>
            {
                a.Revision = 4;
                change(a);
            }),
            Names)["customs"];

        CarryDecisions.Follow(Signed(), next, InForce)[0].ShouldBe(new AgreementAmended { Revision = 2, Terms = next }, what);
        next.Grants.ShouldAllBe(g => g.Origin.Revision == 4);
    }

    [Fact]
    public void Terms_that_nobody_signed_yet_make_way_for_new_ones()
    {
        var changed = Terms.Clone();
        changed.PermittedUse = "Other words.";

        CarryDecisions.Follow(Held(), changed, InForce).ShouldHaveSingleItem().ShouldBeOfType<AgreementTerminated>();
    }

    [Fact]
    public void The_hub_itself_stops_it_and_goes_on_apart_from_the_peers_suspension()
    {
        var held = Signed();
        CarryDecisions.GoOn(held, "eu").ShouldBeEmpty();
        CarryDecisions.Halt(held, "eu", "silent").ShouldBe([new AgreementSuspended { Member = "eu", Reason = "silent" }]);
        Apply(held, new AgreementSuspended { Member = "eu", Reason = "silent" });
        CarryDecisions.Halt(held, "eu", "silent").ShouldBeEmpty("it is so already");
        CarryDecisions.Halt(held, "eu", "forked").ShouldBe([new AgreementResumed { Member = "eu" }, new AgreementSuspended { Member = "eu", Reason = "forked" }], "the reason that holds now is shown");
        CarryDecisions.Follow(held, Terms, InForce).ShouldBeEmpty("that the peer's stands does not take back what the hub stopped");
        CarryDecisions.GoOn(held, "eu").ShouldBe([new AgreementResumed { Member = "eu" }]);
        CarryDecisions.End(held, "eu", "over").ShouldBe([new AgreementTerminated { Member = "eu", Reason = "over" }]);
    }

    private static AgreementState Held()
    {
        var state = new AgreementState();
        Apply(state, new AgreementProposed { Terms = Terms });
        return state;
    }

    private static AgreementState Signed()
    {
        var state = Held();
        Apply(state, new AgreementCountersigned { Revision = 1, Member = "customs" }, "customs");
        Apply(state, new AgreementCameIntoForce { Revision = 1 });
        return state;
    }

    private static void Apply(AgreementState state, IMessage happened, string member = "amazonia@eu") => state.Follow(member, happened, DateTimeOffset.UnixEpoch);
}

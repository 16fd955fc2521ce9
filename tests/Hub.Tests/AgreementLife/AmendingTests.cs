using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements;
using SharingHub.V1;
using static SharingHub.Hub.Tests.AgreementLife.GivenLife;

namespace SharingHub.Hub.Tests.AgreementLife;

public sealed class AmendingTests
{
    private static AgreementState InForce => States["in force"]!;

    public static TheoryData<string, Action<AgreementTerms>> Wrong() => new()
    {
        { "terms.provider", t => t.Provider = Outsider },
        { "terms.recipients", t => t.Recipients.RemoveAt(1) },
        { "terms.recipients", t => t.Recipients.Add(Outsider) },
        { "terms.valid_from", t => t.ValidFrom = Noon.AddMinutes(1).ToTimestamp() },
        { "terms.valid_until", t => t.ValidUntil = Noon.ToTimestamp() },
        { "terms.grants[0].ceiling", t => t.Grants[0].Ceiling = Tlp.Unspecified },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Terms_that_cannot_follow_those_in_force_are_refused_by_field(string field, Action<AgreementTerms> spoil)
    {
        var (events, refusal) = Amending.Amend(InForce, Provider, 1, Terms(spoil), Parties, Noon);

        events.ShouldBeEmpty();
        refusal!.Reason.ShouldBe(ErrorReason.RequestInvalid);
        refusal.Violations!.Select(v => v.Field).ShouldBe([field]);
    }

    [Fact]
    public void An_amendment_without_terms_is_refused() =>
        Amending.Amend(InForce, Provider, 1, null, Parties, Noon).Refusal!.Violations!.ShouldHaveSingleItem().Field.ShouldBe("terms");

    [Fact]
    public void The_recipients_may_be_named_in_another_order()
    {
        var turned = Terms(t =>
        {
            t.Recipients.Clear();
            t.Recipients.Add([Centre, Customs]);
        });

        Amending.Amend(InForce, Provider, 1, turned, Parties, Noon).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_beginning_of_the_terms_in_force_may_stay_although_it_is_past()
    {
        var from = Noon.AddDays(-1).ToTimestamp();
        var begun = Fold(
            (Provider, new AgreementProposed { Terms = Terms(t => t.ValidFrom = from) }), Signs(Customs, 1), Signs(Centre, 1), (Centre, new AgreementCameIntoForce { Revision = 1 }));

        Amending.Amend(begun, Provider, 1, Terms(t => (t.ValidFrom, t.PermittedUse) = (from, "targeting")), Parties, Noon).Refusal.ShouldBeNull();
        Amending.Amend(begun, Provider, 1, Terms(t => t.PermittedUse = "targeting"), Parties, Noon).Refusal.ShouldBeNull();
    }

    [Fact]
    public void The_validity_may_be_prolonged_while_it_lasts()
    {
        var longer = Terms(t => t.ValidUntil = ItsEnd.AddDays(1).ToTimestamp());
        var state = Fold([(Provider, new AgreementProposed { Terms = Terms() }), Signs(Customs, 1), Signs(Centre, 1), (Centre, new AgreementCameIntoForce { Revision = 1 }),
            Amends(Provider, 2, longer), Signs(Customs, 2), Signs(Centre, 2), (Centre, new AgreementCameIntoForce { Revision = 2 })]);

        state.HasLapsed(ItsEnd).ShouldBeFalse();
        AgreementDecisions.Expire(state, ItsEnd).Events.ShouldBeEmpty();
        AgreementDecisions.Expire(state, ItsEnd.AddDays(1)).Events.ShouldHaveSingleItem().ShouldBe(new AgreementExpired { Revision = 2 });
    }

    [Fact]
    public void An_amendment_whose_own_validity_has_passed_can_no_longer_be_signed()
    {
        var state = Fold([(Provider, new AgreementProposed { Terms = Terms() }), Signs(Customs, 1), Signs(Centre, 1), (Centre, new AgreementCameIntoForce { Revision = 1 }),
            Amends(Provider, 2, Terms(t => t.ValidUntil = Noon.AddMinutes(1).ToTimestamp()))]);

        AgreementDecisions.Countersign(state, Customs, 2, Noon.AddMinutes(1)).Refusal.ShouldBe(AgreementRefusals.RevisionLapsed(2));
        AgreementDecisions.Countersign(state, Customs, 2, Noon).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_replaced_amendment_gives_its_number_to_nobody()
    {
        var amended = Amending.Amend(States["amendment of customs"], Customs, 1, Narrowest, Parties, Noon).Events.ShouldHaveSingleItem().ShouldBeOfType<AgreementAmended>();

        amended.Revision.ShouldBe(3u);
        AgreementDecisions.Countersign(States["amendment of customs, replaced"], Provider, 2, Noon).Refusal.ShouldBe(AgreementRefusals.OtherRevision(3));
    }
}

using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation.Attributes;
using SharingHub.Hub.Tests.AgreementLife;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenOnward;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>What crosses to a peer hub, and for whom a record counts that came from one.</summary>
public sealed class OnwardTests
{
    private static readonly OriginGrant First = new() { AgreementId = "11111111-1111-1111-1111-111111111111", Grant = 1, Revision = 4 };

    private static readonly RecordFacts Listing = new("amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon.AddDays(-30), new RecordAttributes());

    [Fact]
    public void What_a_grant_passes_on_reaches_the_hub_for_onward_sharing_and_nobody_else_by_it()
    {
        var terms = AmazoniaToCustoms(Noon, Noon.AddDays(1));
        CrossingTo(terms);
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
        PlainEvaluator.HasFault(terms).ShouldBeFalse();
        Reads(terms, "customs", Purpose.OnwardSharing, Listing).ShouldBeTrue();
        Reads(terms, "customs", Purpose.BorderTargeting, Listing).ShouldBeFalse();
        // Whom it names beyond is for that hub to decide by.
        Reads(terms, "officer@customs", Purpose.BorderTargeting, Listing).ShouldBeFalse();
        Reads(terms, "officer", Purpose.BorderTargeting, Listing).ShouldBeFalse();
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-111111111111", 1u, 2u, true)]
    [InlineData("11111111-1111-1111-1111-111111111111", 1u, 3u, true)]
    [InlineData("11111111-1111-1111-1111-111111111111", 1u, 1u, false)]
    [InlineData("11111111-1111-1111-1111-111111111111", 2u, 2u, false)]
    [InlineData("22222222-2222-2222-2222-222222222222", 1u, 2u, false)]
    [InlineData(null, 0u, 0u, false)]
    public void A_record_of_another_hub_is_read_and_joined_under_the_grant_that_it_came_under_as_it_has_been_since(string? agreement, uint grant, uint revision, bool reaches)
    {
        var terms = AmazoniaToCustoms(Noon, Noon.AddDays(1));
        Carried(terms);
        terms.Grants[0].Correlate = new CorrelateUse { Release = CorrelationRelease.Count };
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
        PlainEvaluator.HasFault(terms).ShouldBeFalse();
        var facts = Listing with
        {
            Contributor = Abroad,
            Attributes = new RecordAttributes { CameUnder = agreement is null ? null : new OriginGrant { AgreementId = agreement, Grant = grant, Revision = revision } },
        };
        Reads(terms, "customs", Purpose.BorderTargeting, facts).ShouldBe(reaches);
        (Compiled(terms, "customs", Purpose.BorderTargeting).DecideCorrelate(facts, Noon) is not null).ShouldBe(reaches);
        Reads(terms, "customs", Purpose.BorderTargeting, facts with { Attributes = null }).ShouldBeFalse();
        Reads(terms, "customs", Purpose.BorderTargeting, facts with { Contributor = "amazonia" }).ShouldBeFalse();
    }

    [Fact]
    public void What_a_record_came_under_is_read_from_its_origin()
    {
        var record = new IntelRecord { Listing = new Listing(), Origin = new RecordOrigin { Hub = "lisbon", AgreementId = First.AgreementId, Grant = 1, AgreementRevision = 4 } };
        RecordAttributesOf.Record(record).CameUnder.ShouldBe(First);
        record.Origin = null;
        RecordAttributesOf.Record(record).CameUnder.ShouldBeNull();
    }

    [Fact]
    public void An_explanation_says_where_the_record_came_from_and_where_the_grant_asks_it_to()
    {
        var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
        Carried(terms);
        var facts = Listing with { Contributor = Abroad, Attributes = new RecordAttributes { CameUnder = new OriginGrant { AgreementId = First.AgreementId, Grant = 2, Revision = 5 } } };
        DecisionExplainer.Explain("customs", Purpose.BorderTargeting, facts, [InForce(terms)], Noon).Agreements.ShouldHaveSingleItem().Grants.ShouldHaveSingleItem().Conditions
            .ShouldContain(new ExplainedCondition("origin", $"grant 1 of {First.AgreementId}, revision 2 or later", $"grant 2 of {First.AgreementId}, revision 5", false));
    }

    [Fact]
    public void A_peer_hub_gets_only_what_may_be_passed_on_and_only_peer_hubs_get_that()
    {
        static string[] Wrong(string provider, string recipient, bool crossing)
        {
            var terms = AmazoniaToCustoms(Noon, Noon.AddDays(1));
            (terms.Provider, terms.Recipients[0]) = (provider, recipient);
            if (crossing)
                CrossingTo(terms);
            return [.. PeerHubRules.Check(terms, GivenLife.Parties).Select(violation => violation.Field)];
        }

        Wrong("amazonia", "customs", crossing: false).ShouldBeEmpty();
        Wrong("amazonia", "eu", crossing: true).ShouldBeEmpty();
        Wrong("amazonia", "eu", crossing: false).ShouldBe(["terms.recipients[0]"]);
        Wrong("amazonia", "customs", crossing: true).ShouldBe(["terms.recipients[0]"]);
        Wrong("eu", "customs", crossing: false).ShouldBe(["terms.provider"]);
    }

    private static bool Reads(AgreementTerms terms, string recipient, Purpose purpose, RecordFacts facts)
    {
        var read = Compiled(terms, recipient, purpose).DecideRead(facts, Noon) is not null;
        (PlainEvaluator.Read(recipient, purpose, [InForce(terms)], facts, Noon) is not null).ShouldBe(read);
        return read;
    }

    private static Entitlement Compiled(AgreementTerms terms, string recipient, Purpose purpose) => Entitlement.Compile(recipient, purpose, [InForce(terms)]);

    private static AgreementInForce InForce(AgreementTerms terms) => new(Guid.Empty, 1, 1, terms, Noon.AddDays(-2));
}

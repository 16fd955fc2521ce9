using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>A thousand agreements of one provider with one recipient, the worst that can be put before a decision. Its time is `./hub bench`'s.</summary>
public sealed class DecisionCostTests
{
    private static readonly RecordFacts Listing = new(
        "amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon, new RecordAttributes { Brands = { "brand-1000" }, Marketplaces = { "amazonia" } });

    public static TheoryData<bool, bool> Shapes => new() { { false, false }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_decision_among_a_thousand_agreements_allocates_nothing(bool conditions, bool prohibitions)
    {
        var entitlement = Among(conditions, prohibitions);
        entitlement.DecideRead(Listing, Noon).ShouldNotBeNull();
        Allocations.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                entitlement.DecideRead(Listing, Noon);
                entitlement.DecideRead(Listing, Noon.AddDays(2));
                entitlement.DecideCorrelate(Listing, Noon);
            }
        }).ShouldBe(0);
    }

    private static Entitlement Among(bool conditions, bool prohibitions) => Entitlement.Compile(
        "customs", Purpose.BorderTargeting, Enumerable.Range(1, 1_000).Select(i =>
        {
            var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
            terms.Grants[0].Correlate = new CorrelateUse { Release = CorrelationRelease.Score };
            if (conditions)
                terms.Grants[0].Conditions = new Conditions { Brands = { $"Brand-{i}" }, Marketplaces = { "amazonia" }, MinConfidence = 50 };
            if (prohibitions)
                terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { $"forbidden-{i}" } } });
            return new AgreementInForce(new Guid(i, 0, 0, new byte[8]), 1, 1, terms, Noon.AddDays(-2));
        }));
}

using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>As much as terms may hold, and more than a decision has room for on the stack.</summary>
public sealed class LimitTests
{
    /// <summary>Together 4 160, where 4 096 fit.</summary>
    private const int Agreed = 65, PartsEach = 64;

    private static readonly RecordFacts Listing = new("amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon, null);

    [Fact]
    public void As_many_values_and_as_long_ones_as_are_allowed_are_no_fault()
    {
        var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
        terms.Grants[0].Conditions = new Conditions
        {
            Brands = { new string('b', 500), Enumerable.Range(1, 255).Select(i => $"brand-{i}") },
            Marketplaces = { new string('m', 64) },
            MinConfidence = 100,
        };

        TermsValidator.FaultsOf(terms).ShouldBeEmpty();
    }

    [Fact]
    public void More_grants_under_conditions_than_fit_on_the_stack_decide_as_few_do()
    {
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, Enumerable.Range(0, Agreed).Select(i => Agreement(i, terms =>
        {
            foreach (var n in Enumerable.Range(1, PartsEach - 1))
                terms.Grants.Add(terms.Grants[0].Clone());
            foreach (var n in Enumerable.Range(0, PartsEach))
                terms.Grants[n].Conditions = new Conditions { Brands = { $"brand-{i}-{n}" } };
        })));

        foreach (var (i, n) in new[] { (0, 0), (0, 63), (1, 0), (63, 63), (64, 0), (64, 63) })
        {
            var grant = entitlement.DecideRead(Of($"brand-{i}-{n}"), Noon).ShouldNotBeNull();
            (grant.AgreementId, grant.Number).ShouldBe((Id(i), (uint)n + 1));
        }

        entitlement.DecideRead(Of("brand-65-0"), Noon).ShouldBeNull();
    }

    [Fact]
    public void More_prohibitions_than_fit_on_the_stack_keep_out_as_few_do()
    {
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, Enumerable.Range(0, Agreed).Select(i => Agreement(i, terms =>
            terms.Prohibitions.Add(Enumerable.Range(0, PartsEach).Select(n => new Prohibition
            {
                Kinds = { RecordKind.Listing },
                Conditions = new Conditions { Brands = { $"brand-{i}-{n}" } },
            })))));

        foreach (var (i, n) in new[] { (0, 0), (0, 63), (1, 0), (63, 63), (64, 0), (64, 63) })
            entitlement.DecideRead(Of($"brand-{i}-{n}"), Noon).ShouldBeNull();
        entitlement.DecideRead(Of("brand-65-0"), Noon).ShouldNotBeNull();
    }

    [Fact]
    public void Grants_are_listed_in_the_order_in_which_they_determine()
    {
        AgreementInForce[] agreements =
        [
            Agreement(3, terms => terms.Grants[0].Read.WithheldFields.Add("labels")),
            Agreement(2, terms => terms.Grants[0].Read.WithheldClasses.Clear()),
            Agreement(1, _ => { }),
            Agreement(0, _ => { }),
        ];

        Entitlement.Compile("customs", Purpose.BorderTargeting, agreements).Grants.Select(grant => grant.AgreementId).ShouldBe([Id(2), Id(0), Id(1), Id(3)]);
    }

    private static RecordFacts Of(string brand) => Listing with { Attributes = new RecordAttributes { Brands = { brand } } };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static AgreementInForce Agreement(int number, Action<AgreementTerms> change)
    {
        var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
        change(terms);
        return new AgreementInForce(Id(number), 1, 1, terms, Noon.AddDays(-2));
    }
}

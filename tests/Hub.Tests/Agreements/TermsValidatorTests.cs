using CsCheck;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;

namespace SharingHub.Hub.Tests.Agreements;

public sealed class TermsValidatorTests
{
    private static readonly RecordFacts Listing = new("amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon);

    public static TheoryData<int> EveryFault => [.. Enumerable.Range(0, Faults.Length)];

    [Fact]
    public void Good_terms_are_not_faulted()
    {
        TermsValidator.Validate(Good(), Noon).ShouldBeEmpty();
        GoodTerms.Sample(terms => TermsValidator.FaultsOf(terms).ShouldBeEmpty(), iter: 2_000);
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public void A_fault_is_named_and_makes_the_whole_agreement_grant_nothing(int fault)
    {
        var (field, spoil) = Faults[fault];
        var terms = Good();
        terms.Grants.Add(terms.Grants[0].Clone());
        Reads(terms).ShouldBeTrue();
        spoil(terms);
        TermsValidator.FaultsOf(terms).Select(violation => violation.Field).ShouldContain(field);
        PlainEvaluator.HasFault(terms).ShouldBeTrue();
        Reads(terms).ShouldBeFalse();
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var terms = Good();
        terms.Provider = "";
        terms.Grants[0].Ceiling = Tlp.Unspecified;
        terms.Grants.Add(new Grant());
        TermsValidator.Validate(terms, Noon).Select(violation => violation.Field).ShouldBe(
            ["provider", "grants[0].ceiling", "grants[1].kinds", "grants[1].purposes", "grants[1].ceiling",
                "grants[1].back_fill", "grants[1].onward", "grants[1]"],
            ignoreOrder: true);
    }

    [Fact]
    public void Terms_cannot_be_back_dated()
    {
        var terms = Good();
        terms.ValidFrom = Timestamp.FromDateTimeOffset(Noon.AddTicks(-1));
        TermsValidator.Validate(terms, Noon).ShouldHaveSingleItem().Field.ShouldBe("valid_from");
        // They were good when proposed, and stay good when time has passed.
        TermsValidator.FaultsOf(terms).ShouldBeEmpty();
        terms.ValidFrom = Timestamp.FromDateTimeOffset(Noon);
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
    }

    [Fact]
    public void Terms_that_have_already_ended_are_refused()
    {
        var terms = Good();
        terms.ValidFrom = null;
        terms.ValidUntil = Timestamp.FromDateTimeOffset(Noon);
        TermsValidator.Validate(terms, Noon).ShouldHaveSingleItem().Field.ShouldBe("valid_until");
        TermsValidator.Validate(terms, Noon.AddTicks(-1)).ShouldBeEmpty();
    }

    [Fact]
    public void A_member_of_another_hub_can_take_part()
    {
        var terms = Good();
        terms.Recipients.Add("customs@lisbon");
        terms.PermittedUse = new string('é', 2000);
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("links")]
    [InlineData("seller_account.addresses.city")]
    [InlineData("listing.price")]
    public void A_field_of_a_granted_kind_can_be_withheld_by_name(string field)
    {
        var terms = Good();
        terms.Grants[0].Read.WithheldFields.Add(field);
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
        PlainEvaluator.HasFault(terms).ShouldBeFalse();
    }

    private static AgreementTerms Good() => AmazoniaToCustoms(Noon, Noon.AddDays(1));

    private static bool Reads(AgreementTerms terms) =>
        Entitlement.Compile("customs", Purpose.BorderTargeting, [new AgreementInForce(Guid.Empty, 1, 1, terms, Noon)])
            .DecideRead(Listing, Noon.AddTicks(5)) is not null;
}

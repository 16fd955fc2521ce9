using CsCheck;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.FaultyTerms;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenTerms;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;
using static SharingHub.Hub.Tests.Agreements.Samples;

namespace SharingHub.Hub.Tests.Agreements;

public sealed class TermsValidatorTests
{
    private static readonly RecordFacts Listing = new("amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon, new RecordAttributes());

    public static TheoryData<int> EveryFault => [.. Enumerable.Range(0, Faults.Length)];

    [Fact]
    public void Good_terms_are_not_faulted()
    {
        TermsValidator.Validate(Good(), Noon).ShouldBeEmpty();
        GoodTerms.Sample(terms => TermsValidator.FaultsOf(terms).ShouldBeEmpty(), iter: Fewer);
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
        TermsValidator.FaultsOf(terms).ShouldAllBe(violation => violation.Description.Length > 0);
        PlainEvaluator.HasFault(terms).ShouldBeTrue();
        Reads(terms).ShouldBeFalse();
    }

    public static TheoryData<int> EveryUnclearProhibition => [.. Enumerable.Range(0, Unclear.Length)];

    [Theory]
    [MemberData(nameof(EveryUnclearProhibition))]
    public void Where_it_cannot_be_told_what_is_prohibited_nothing_passes_under_any_agreement(int unclear)
    {
        var (field, spoil) = Unclear[unclear];
        var terms = Good();
        var sound = new AgreementInForce(Guid.NewGuid(), 1, 1, Good(), Noon);
        Reads(terms, sound).ShouldBeTrue();
        spoil(terms);
        TermsValidator.FaultsOf(terms).Select(violation => violation.Field).ShouldContain(field);
        TermsValidator.FaultsOf(terms).ShouldAllBe(violation => violation.Description.Length > 0);
        PlainEvaluator.HasFault(terms).ShouldBeTrue();
        Reads(terms, sound).ShouldBeFalse();
        // It acts in its window only, and towards its own recipients.
        terms.ValidFrom = Timestamp.FromDateTimeOffset(Noon.AddHours(1));
        Reads(terms, sound).ShouldBeTrue();
        terms.ValidFrom = null;
        terms.Recipients[0] = "bazaarly";
        Reads(terms, sound).ShouldBeTrue();
    }

    [Fact]
    public void A_fault_elsewhere_grants_nothing_and_opens_nothing_that_is_prohibited()
    {
        var sound = new AgreementInForce(Guid.NewGuid(), 1, 1, Good(), Noon);
        var terms = Good();
        terms.Grants[0].Ceiling = Tlp.Unspecified;
        Reads(terms, sound).ShouldBeTrue();
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing } });
        Reads(terms, sound).ShouldBeFalse();
        terms.ValidUntil = new Timestamp { Nanos = -1 };
        Reads(terms, sound).ShouldBeFalse();
    }

    [Fact]
    public void New_terms_are_taken_to_their_limits()
    {
        var terms = Good();
        terms.Grants[0].Conditions = new Conditions
        {
            Brands = { Enumerable.Range(0, 255).Select(i => $"b{i}").Append(new string('a', 500)) },
            Marketplaces = { "amazonia", new string('a', 64) },
            MinConfidence = 100,
        };
        terms.Grants[0].Retention = new V1.Retention { DeleteAfterDays = 36_500 };
        terms.Prohibitions.Add(Enumerable.Range(0, 63).Select(_ => new Prohibition { Kinds = { RecordKind.Sighting } }));
        terms.Prohibitions.Add(new Prohibition
        {
            Kinds = { RecordKind.Detention },
            Purposes = { Purpose.Oversight },
            Conditions = new Conditions { Brands = { "می\u200cخواهم" }, Countries = { "CN" }, Ports = { "PTLIS" } },
        });
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
        PlainEvaluator.HasFault(terms).ShouldBeFalse();
        terms.Grants[0].Conditions = new Conditions { MinConfidence = 1 };
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
    }

    [Fact]
    public void Conditions_that_no_granted_kind_could_meet_are_refused_with_a_sentence()
    {
        var terms = Good();
        terms.Grants[0].Conditions = new Conditions { Brands = { "acme" }, Ports = { "PTLIS" } };
        TermsValidator.Validate(terms, Noon).ShouldHaveSingleItem().ShouldBe(new FieldViolation
        {
            Field = "grants[0].conditions",
            Description = "can hold of no record: none of the granted kinds has brands and ports",
        });
    }

    [Fact]
    public void A_prohibition_that_can_never_keep_out_a_kind_it_names_is_refused_with_a_sentence()
    {
        var terms = Good();
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing, RecordKind.SellerAccount }, Conditions = new Conditions { Brands = { "acme" } } });
        TermsValidator.Validate(terms, Noon).ShouldHaveSingleItem().ShouldBe(new FieldViolation
        {
            Field = "prohibitions[0].conditions.brands",
            Description = "can hold of no seller_account, which has none; leave that kind to a prohibition of its own",
        });
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

    private static bool Reads(AgreementTerms terms, params AgreementInForce[] others) =>
        Entitlement.Compile("customs", Purpose.BorderTargeting, [new AgreementInForce(Guid.Empty, 1, 1, terms, Noon), .. others])
            .DecideRead(Listing, Noon.AddTicks(5)) is not null;
}

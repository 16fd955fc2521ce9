using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>What conditions and prohibitions make of a record's content, on agreements that one can read.</summary>
public sealed class ContentTests
{
    private static readonly RecordFacts Listing = new(
        "amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon, new RecordAttributes { Brands = { "acme" }, Marketplaces = { "amazonia" } });

    [Theory]
    [InlineData("Acme", true)]
    [InlineData("  ACME\u00a0", true)]
    [InlineData("Acme Inc", false)]
    [InlineData("А\u0441me", false)]
    public void A_brand_is_compared_without_regard_to_case_and_outer_spaces(string brand, bool met) =>
        (Reads(Under(new Conditions { Brands = { "zeta", brand } })) is not null).ShouldBe(met);

    [Fact]
    public void Every_condition_must_hold_each_by_any_of_the_records_values()
    {
        var detention = Listing with { Kind = RecordKind.Detention, Attributes = new RecordAttributes { Countries = { "CN", "PT" }, Ports = { "PTLIS" } } };
        var both = Under(new Conditions { Countries = { "US", "PT" }, Ports = { "PTLIS" } }, RecordKind.Detention);
        Reads(both, detention).ShouldNotBeNull();
        Reads(both, detention with { Attributes = new RecordAttributes { Countries = { "PT" } } }).ShouldBeNull();
        Reads(both, detention with { Attributes = new RecordAttributes { Countries = { "CN" }, Ports = { "PTLIS" } } }).ShouldBeNull();
        Reads(both, detention with { Attributes = new RecordAttributes() }).ShouldBeNull();
        Reads(both, detention with { Attributes = null }).ShouldBeNull();
    }

    [Fact]
    public void Records_of_lower_confidence_stay_out()
    {
        Reads(Under(new Conditions { MinConfidence = 80 })).ShouldNotBeNull();
        Reads(Under(new Conditions { MinConfidence = 81 })).ShouldBeNull();
        Reads(Under(new Conditions { MinConfidence = 81, Brands = { "acme" } })).ShouldBeNull();
    }

    [Fact]
    public void A_grant_whose_conditions_fail_leaves_the_answer_to_the_next()
    {
        var wide = Under(null) with { Id = Guid.Empty };
        wide.Terms.Grants[0].Read.WithheldFields.Add("labels");
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [wide, Under(new Conditions { Brands = { "zeta" } })]);
        entitlement.DecideRead(Listing, Noon).ShouldNotBeNull().AgreementId.ShouldBe(wide.Id);
    }

    [Fact]
    public void A_prohibition_in_one_agreement_trumps_the_grant_of_another_for_both_uses()
    {
        var granted = Under(null);
        granted.Terms.Grants[0].Correlate = new CorrelateUse { Release = CorrelationRelease.Score };
        var prohibits = Prohibits(new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { "ACME" } } });
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [granted, prohibits]);
        entitlement.DecideRead(Listing, Noon).ShouldBeNull();
        entitlement.DecideCorrelate(Listing, Noon).ShouldBeNull();
        var other = Listing with { Attributes = new RecordAttributes { Brands = { "zeta" } } };
        entitlement.DecideRead(other, Noon).ShouldNotBeNull();
        entitlement.DecideCorrelate(other, Noon).ShouldNotBeNull();
        entitlement.DecideRead(Listing with { Attributes = null }, Noon).ShouldBeNull();
    }

    [Fact]
    public void A_prohibition_keeps_to_its_kinds_purposes_provider_and_recipients()
    {
        bool Denied(Action<AgreementTerms> change)
        {
            var prohibits = Prohibits(new Prohibition { Kinds = { RecordKind.Listing } });
            change(prohibits.Terms);
            return Entitlement.Compile("customs", Purpose.BorderTargeting, [Under(null), prohibits]).DecideRead(Listing, Noon) is null;
        }

        Denied(_ => { }).ShouldBeTrue();
        Denied(terms => terms.Prohibitions[0].Purposes.Add([Purpose.Oversight, Purpose.BorderTargeting])).ShouldBeTrue();
        Denied(terms => terms.Prohibitions[0].Purposes.Add(Purpose.Oversight)).ShouldBeFalse();
        Denied(terms => terms.Prohibitions[0].Kinds[0] = RecordKind.Seizure).ShouldBeFalse();
        Denied(terms => terms.Provider = "bazaarly").ShouldBeFalse();
        Denied(terms => terms.Recipients[0] = "ipcenter").ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_prohibition_acts_from_its_agreements_first_instant_until_just_before_its_last(bool conditional)
    {
        var prohibits = Prohibits(new Prohibition { Kinds = { RecordKind.Listing }, Conditions = conditional ? new Conditions { Brands = { "acme" } } : null });
        (prohibits.Terms.ValidFrom, prohibits.Terms.ValidUntil) = (Stamp(2), Stamp(4));
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [Under(null), prohibits]);
        var answers = Enumerable.Range(0, 4).Select(tick => entitlement.DecideRead(Listing, Noon.AddTicks(tick)) is not null);
        answers.ShouldBe([true, false, true, true]);
        entitlement.NextChange(Noon).ShouldBe(Noon.AddTicks(1));
        entitlement.NextChange(Noon.AddTicks(1)).ShouldBe(Noon.AddTicks(2));
    }

    [Fact]
    public void A_query_is_not_fed_while_all_that_it_asks_for_is_prohibited()
    {
        var prohibits = Prohibits(
            new Prohibition { Kinds = { RecordKind.Listing } },
            new Prohibition { Kinds = { RecordKind.InventoryHold }, Conditions = new Conditions { Brands = { "acme" } } });
        prohibits.Terms.ValidUntil = Stamp(2);
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [Under(null, RecordKind.Listing, RecordKind.InventoryHold), prohibits]);
        entitlement.Offers([RecordKind.Listing], [], Noon).ShouldBeEmpty();
        entitlement.Offers([RecordKind.Listing], [], Noon.AddTicks(1)).ShouldNotBeEmpty();
        entitlement.Offers([], [], Noon).Select(offer => offer.Kind).ShouldBe([RecordKind.InventoryHold, RecordKind.LegalAction]);
        entitlement.Offers([], [], Noon.AddTicks(1)).Select(offer => offer.Kind).ShouldBe([RecordKind.Listing, RecordKind.InventoryHold]);
    }

    [Fact]
    public void Retention_obliges_and_decides_nothing()
    {
        var kept = Under(null);
        Reads(kept).ShouldNotBeNull().DeleteAfter.ShouldBeNull();
        kept.Terms.Grants[0].Retention = new V1.Retention { DeleteAfterDays = 90 };
        Reads(kept).ShouldNotBeNull().DeleteAfter.ShouldBe(TimeSpan.FromDays(90));
    }

    private static CompiledGrant? Reads(AgreementInForce agreement, RecordFacts? facts = null) =>
        Entitlement.Compile("customs", Purpose.BorderTargeting, [agreement]).DecideRead(facts ?? Listing, Noon);

    private static AgreementInForce Under(Conditions? conditions, params RecordKind[] kinds)
    {
        var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
        terms.Grants[0].Kinds.Clear();
        terms.Grants[0].Kinds.Add(kinds.Length == 0 ? [RecordKind.Listing] : kinds);
        terms.Grants[0].Conditions = conditions;
        return new AgreementInForce(new Guid("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10"), 1, 1, terms, Noon.AddDays(-2));
    }

    /// <summary>It grants nothing that is asked for here.</summary>
    private static AgreementInForce Prohibits(params Prohibition[] prohibitions)
    {
        var agreement = Under(null, RecordKind.LegalAction);
        agreement.Terms.Prohibitions.Add(prohibitions);
        return agreement with { Id = new Guid("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a11") };
    }
}

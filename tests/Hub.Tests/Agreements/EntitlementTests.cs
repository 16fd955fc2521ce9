using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>The rules one by one, on an agreement that one can read.</summary>
public sealed class EntitlementTests
{
    private static readonly DateTimeOffset Signed = Noon.AddDays(-10), From = Noon.AddDays(-5), Until = Noon.AddDays(5);

    private static readonly RecordFacts Listing = new("amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon.AddDays(-30), new RecordAttributes());

    [Fact]
    public void What_is_granted_may_be_read_under_that_grant()
    {
        var grant = Read(Given()).ShouldNotBeNull();
        (grant.Provider, grant.Revision, grant.Epoch, grant.Number, grant.Ceiling).ShouldBe(("amazonia", 3u, 7L, 1u, Tlp.AmberStrict));
        grant.Window.ShouldBe(new ValidityWindow(From, Until));
        grant.Mask.Withheld(RecordKind.SellerAccount).ShouldBe(["seller_account.bank_accounts", "seller_account.tax_ids"]);
    }

    [Fact]
    public void Validity_begins_with_its_first_instant_and_ends_before_its_last()
    {
        Read(Given(), now: From.AddTicks(-1)).ShouldBeNull();
        Read(Given(), now: From).ShouldNotBeNull();
        Read(Given(), now: Until.AddTicks(-1)).ShouldNotBeNull();
        Read(Given(), now: Until).ShouldBeNull();
        Read(Given(), now: Until.ToOffset(TimeSpan.FromHours(9))).ShouldBeNull();
    }

    [Fact]
    public void An_agreement_does_not_act_before_the_last_signature()
    {
        var late = Given() with { InForceSince = Noon };
        Read(late, now: Noon.AddTicks(-1)).ShouldBeNull();
        Read(late, now: Noon).ShouldNotBeNull();
        Read(Given(terms => terms.ValidFrom = null), now: Signed).ShouldNotBeNull();
    }

    [Fact]
    public void A_validity_finer_than_the_clock_never_acts_early()
    {
        var fine = Given(terms =>
        {
            terms.ValidFrom = Stamp(1);
            terms.ValidUntil = Stamp(5);
        });
        Read(fine, now: Noon).ShouldBeNull();
        Read(fine, now: Noon.AddTicks(1)).ShouldNotBeNull();
        Read(fine, now: Noon.AddTicks(2)).ShouldNotBeNull();
        Read(fine, now: Noon.AddTicks(3)).ShouldBeNull();
    }

    [Fact]
    public void An_agreement_that_would_end_before_it_begins_never_acts()
    {
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [Given() with { InForceSince = Until }]);
        entitlement.DecideRead(Listing, Until).ShouldBeNull();
        entitlement.NextChange(DateTimeOffset.MinValue).ShouldBeNull();
    }

    [Theory]
    [InlineData(BackFill.None, 0)]
    [InlineData(BackFill.From, 3)]
    public void Back_fill_compares_when_the_hub_sequenced_a_record(BackFill backFill, int daysAfterStart)
    {
        var agreement = Given(terms => (terms.Grants[0].BackFill, terms.Grants[0].BackFillFrom) =
            (backFill, backFill == BackFill.From ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(From.AddDays(daysAfterStart)) : null));
        Read(agreement, Listing with { SequencedAt = From.AddDays(daysAfterStart).AddTicks(-1) }).ShouldBeNull();
        Read(agreement, Listing with { SequencedAt = From.AddDays(daysAfterStart) }).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Tlp.Clear, true)]
    [InlineData(Tlp.AmberStrict, true)]
    [InlineData(Tlp.Red, false)]
    [InlineData(Tlp.Unspecified, false)]
    [InlineData((Tlp)6, false)]
    [InlineData((Tlp)(-1), false)]
    public void A_record_marked_stricter_than_the_ceiling_or_not_at_all_stays_out(Tlp tlp, bool read) =>
        (Read(Given(), Listing with { Tlp = tlp }) is not null).ShouldBe(read);

    [Fact]
    public void Another_recipient_purpose_contributor_or_kind_gets_nothing()
    {
        Entitlement.Compile("bazaarly", Purpose.BorderTargeting, [Given()]).DecideRead(Listing, Noon).ShouldBeNull();
        Entitlement.Compile("customs", Purpose.CivilLitigation, [Given()]).DecideRead(Listing, Noon).ShouldBeNull();
        Read(Given(), Listing with { Contributor = "bazaarly" }).ShouldBeNull();
        Read(Given(), Listing with { Kind = RecordKind.Seizure }).ShouldBeNull();
        Read(Given(), Listing with { Kind = (RecordKind)12 }).ShouldBeNull();
        Read(Given(), Listing with { Kind = (RecordKind)(-1) }).ShouldBeNull();
    }

    [Fact]
    public void Joining_is_not_reading_and_reading_is_not_joining()
    {
        var join = Entitlement.Compile("customs", Purpose.BorderTargeting, [Given(terms =>
            (terms.Grants[0].Read, terms.Grants[0].Correlate) = (null, new CorrelateUse { Release = CorrelationRelease.Count }))]);
        join.DecideRead(Listing, Noon).ShouldBeNull();
        join.Offers([], [], Noon).ShouldBeEmpty();
        join.Grants.ShouldBeEmpty();
        join.Providers.ShouldBeEmpty();
        var grant = join.DecideCorrelate(Listing, Noon).ShouldNotBeNull();
        grant.Mask.ShouldBeSameAs(Mask.Everything);
        Entitlement.Compile("customs", Purpose.BorderTargeting, [Given()]).DecideCorrelate(Listing, Noon).ShouldBeNull();
    }

    [Fact]
    public void Of_two_views_one_is_given_and_never_both_joined()
    {
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting,
        [
            Given(terms => Withhold(terms, FieldClass.Personal)) with { Id = new Guid("00000000-0000-0000-0000-00000000000b") },
            Given(terms => Withhold(terms, FieldClass.Sensitive)) with { Id = new Guid("00000000-0000-0000-0000-00000000000a") },
            Given(terms => Withhold(terms, FieldClass.Personal, FieldClass.Sensitive)) with { Id = new Guid("00000000-0000-0000-0000-000000000001") },
        ]);
        var grant = entitlement.DecideRead(Listing, Noon).ShouldNotBeNull();
        grant.AgreementName.ShouldBe("00000000-0000-0000-0000-00000000000a");
        grant.Mask.Withheld(RecordKind.SellerAccount).ShouldBe(["seller_account.bank_accounts", "seller_account.tax_ids"]);
    }

    [Fact]
    public void Fewer_named_fields_come_before_a_lower_id_and_then_the_lower_grant()
    {
        var named = Given(terms => terms.Grants[0].Read.WithheldFields.Add("labels")) with { Id = Guid.Empty };
        var twice = Given(terms => terms.Grants.Add(terms.Grants[0].Clone()));
        Entitlement.Compile("customs", Purpose.BorderTargeting, [named, twice]).DecideRead(Listing, Noon).ShouldNotBeNull().ShouldSatisfyAllConditions(
            grant => grant.AgreementId.ShouldBe(twice.Id),
            grant => grant.Number.ShouldBe(1u));
    }

    [Fact]
    public void Of_grants_that_withhold_equally_much_from_joining_the_one_that_releases_least_determines()
    {
        AgreementInForce Joins(CorrelationRelease release, int id) => Given(terms => terms.Grants[0].Correlate = new CorrelateUse { Release = release })
            with
        { Id = new Guid(id, 0, 0, new byte[8]) };
        Entitlement.Compile("customs", Purpose.BorderTargeting,
                [Joins(CorrelationRelease.Contributor, 1), Joins(CorrelationRelease.Score, 3), Joins(CorrelationRelease.Count, 2)])
            .DecideCorrelate(Listing, Noon).ShouldNotBeNull().Grant.Correlate.Release.ShouldBe(CorrelationRelease.Score);
    }

    [Fact]
    public void What_reading_withholds_counts_for_joining_only_where_the_grant_says_so()
    {
        AgreementInForce Joins(bool withheld, int id) => Given(terms =>
            terms.Grants[0].Correlate = new CorrelateUse { Release = CorrelationRelease.Count, WithheldFromCorrelation = withheld })
            with
        { Id = new Guid(id, 0, 0, new byte[8]) };
        Entitlement.Compile("customs", Purpose.BorderTargeting, [Joins(true, 1), Joins(false, 2)])
            .DecideCorrelate(Listing, Noon).ShouldNotBeNull().Grant.Correlate.WithheldFromCorrelation.ShouldBeFalse();
    }

    [Fact]
    public void A_later_revision_takes_the_place_of_the_earlier_one_even_when_it_grants_less()
    {
        var narrower = Given(terms => terms.Grants[0].Ceiling = Tlp.Green) with { Revision = 4 };
        Entitlement.Compile("customs", Purpose.BorderTargeting, [narrower, Given()]).DecideRead(Listing, Noon).ShouldBeNull();
    }

    [Fact]
    public void The_next_change_is_the_next_beginning_or_end()
    {
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [Given()]);
        entitlement.NextChange(From.AddTicks(-1)).ShouldBe(From);
        entitlement.NextChange(From).ShouldBe(Until);
        entitlement.NextChange(Until).ShouldBeNull();
    }

    [Fact]
    public void A_query_can_be_fed_while_an_agreement_acts_that_it_asks_for()
    {
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [Given()]);
        entitlement.Providers.ShouldBe(["amazonia"]);
        entitlement.Offers([RecordKind.Seizure, RecordKind.Listing], ["bazaarly", "amazonia"], Noon).ShouldNotBeEmpty();
        entitlement.Offers([RecordKind.Seizure], [], Noon).ShouldBeEmpty();
        entitlement.Offers([], ["bazaarly"], Noon).ShouldBeEmpty();
        entitlement.Offers([], [], Until).ShouldBeEmpty();
        entitlement.Offers([], [], From.AddTicks(-1)).ShouldBeEmpty();
    }

    [Fact]
    public void A_compiled_grant_does_not_change_when_the_terms_do()
    {
        var agreement = Given();
        var entitlement = Entitlement.Compile("customs", Purpose.BorderTargeting, [agreement]);
        agreement.Terms.Grants[0].Read.WithheldClasses.Clear();
        entitlement.Grants[0].Grant.Read.WithheldClasses.ShouldBe([FieldClass.Sensitive]);
    }

    private static CompiledGrant? Read(AgreementInForce agreement, RecordFacts? facts = null, DateTimeOffset? now = null) =>
        Entitlement.Compile("customs", Purpose.BorderTargeting, [agreement]).DecideRead(facts ?? Listing, now ?? Noon);

    private static AgreementInForce Given(Action<AgreementTerms>? change = null)
    {
        var terms = AmazoniaToCustoms(From, Until);
        change?.Invoke(terms);
        return new AgreementInForce(new Guid("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10"), 3, 7, terms, Signed);
    }

    private static void Withhold(AgreementTerms terms, params FieldClass[] classes)
    {
        terms.Grants[0].Read.WithheldClasses.Clear();
        terms.Grants[0].Read.WithheldClasses.Add(classes);
    }
}

using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Intake.Validation;

public class RecordValidatorTests
{
    [Fact]
    public void Everything_that_is_wrong_is_reported_at_once()
    {
        var record = Samples.Shipment();
        record.Id = "a b";
        record.Revision = 0;
        record.ObservedAt = null;
        record.Tlp = Tlp.Unspecified;
        record.Confidence = 101;
        record.Links[0].Role = LinkRole.Unspecified;
        record.Shipment.Carrier = "";
        record.Shipment.Mode = (TransportMode)99;
        record.Shipment.Goods[0].HsCode = "7700";
        record.Shipment.Goods.Add(new Goods { OriginCountry = "UK" });
        record.Shipment.Shipper.Address.Country = "XX";

        var result = RecordValidator.Validate(record);

        result.IsValid.ShouldBeFalse();
        result.Violations.Select(v => v.Field).ShouldBe(
            [
                "id", "revision", "observed_at", "tlp", "confidence", "links[0].role", "shipment.carrier", "shipment.mode",
                "shipment.shipper.address.country", "shipment.goods[0].hs_code", "shipment.goods[1].origin_country",
            ],
            ignoreOrder: true);
        result.Violations.Single(v => v.Field == "shipment.goods[0].hs_code").Description.ShouldBe("must be 6 digits with a chapter 01-97, and not the reserved 77");
    }

    [Fact]
    public void No_sentence_repeats_the_offending_value()
    {
        const string Secret = "Zq7secretZq7";
        foreach (var record in Samples.All)
        {
            foreach (var damage in Damage.Of(record, "", root => root).Where(d => d.Field.FieldType == Google.Protobuf.Reflection.FieldType.String))
            {
                var copy = record.Clone();
                damage.Put(copy, $"{Secret}\u202E{Secret}");
                var result = RecordValidator.Validate(copy);
                foreach (var finding in result.Violations.Concat(result.Warnings)) finding.ToString().ShouldNotContain(Secret);
            }
        }
    }

    [Fact]
    public void An_empty_record_is_told_all_that_it_lacks() =>
        Violations(new IntelRecord()).ShouldBe(["id", "revision", "observed_at", "tlp", "body"]);

    [Theory]
    [InlineData(-1, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(253_402_300_799, 999_999_999, true)]
    [InlineData(253_402_300_800, 0, false)]
    [InlineData(1, -1, false)]
    [InlineData(1, 1_000_000_000, false)]
    public void A_time_lies_from_1970_to_the_year_9999(long seconds, int nanos, bool good)
    {
        var record = Samples.Record(r => r.Listing = new Listing { Marketplace = "m", ListingId = "l" });
        record.ObservedAt = new Timestamp { Seconds = seconds, Nanos = nanos };
        record.ExpiresAt = null;
        Violations(record).ShouldBe(good ? [] : ["observed_at"]);
    }

    [Fact]
    public void A_record_expires_after_it_was_observed()
    {
        var record = Samples.Shipment();
        record.ExpiresAt = record.ObservedAt.Clone();
        Violations(record).ShouldBe(["expires_at"]);
        record.ExpiresAt.Nanos = 1;
        Violations(record).ShouldBeEmpty();
    }

    [Fact]
    public void Where_a_record_came_from_is_not_for_its_contributor_to_say()
    {
        var record = Samples.Shipment();
        record.Origin = new RecordOrigin();
        Violations(record).ShouldBe(["origin"]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a", true)]
    [InlineData("A.b_c:d-9", true)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    public void A_record_id_is_of_its_small_alphabet(string id, bool good)
    {
        var record = Samples.Shipment();
        record.Id = id;
        record.Links[0].Id = id;
        Violations(record).ShouldBe(good ? [] : ["id", "links[0].id"]);
    }

    [Fact]
    public void A_record_id_has_at_most_128_characters()
    {
        var record = Samples.Shipment();
        record.Id = new string('a', 128);
        Violations(record).ShouldBeEmpty();
        record.Id += "a";
        Violations(record).ShouldBe(["id"]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("ab", true)]
    [InlineData("customs-2@hub-b", true)]
    [InlineData("a", false)]
    [InlineData("Customs", false)]
    [InlineData("9lives", false)]
    [InlineData("customs@", false)]
    [InlineData("customs@hub@hub", false)]
    [InlineData("cust\u043Ems", false)]
    public void A_link_names_its_contributor_by_member_id(string contributor, bool good)
    {
        var record = Samples.Shipment();
        record.Links[0].Contributor = contributor;
        Violations(record).ShouldBe(good ? [] : ["links[0].contributor"]);
    }

    [Fact]
    public void Labels_and_links_have_their_limits()
    {
        var record = Samples.Shipment();
        while (record.Labels.Count < 32) record.Labels.Add(new string('l', 64));
        while (record.Links.Count < 64) record.Links.Add(record.Links[0]);
        Violations(record).ShouldBeEmpty();
        record.Labels[1] = "";
        record.Labels[2] += "l";
        record.Labels.Add("one more");
        record.Links.Add(record.Links[0]);
        Violations(record).ShouldBe(["labels", "labels[1]", "labels[2]", "links"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_unknown_is_listed_with_the_rest()
    {
        var record = Samples.Shipment();
        record.Revision = 0;
        var result = RecordValidator.Validate(record, [new FieldViolation { Field = "99", Description = "unknown" }]);
        result.Violations.Select(v => v.Field).ShouldBe(["99", "revision"]);
    }

    [Fact]
    public void The_list_of_violations_has_an_end()
    {
        var record = Samples.Record(r => r.LegalAction = new LegalAction());
        for (var i = 0; i < 512; i++) record.LegalAction.Defendants.Add(new TradeParty { Address = new PostalAddress { Country = "??" } });
        var violations = RecordValidator.Validate(record).Violations;
        violations.Count.ShouldBe(257);
        violations[^1].Description.ShouldBe("more values are wrong than are listed here");
    }

    [Fact]
    public void A_good_record_costs_no_allocation()
    {
        var records = Samples.All.ToArray();
        Allocations.Of(() =>
        {
            foreach (var record in records) RecordValidator.Validate(record);
        }).ShouldBe(0);
    }

    private static string[] Violations(IntelRecord record) => [.. RecordValidator.Validate(record).Violations.Select(v => v.Field)];
}

using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;
using Money = Google.Type.Money;

namespace SharingHub.Hub.Tests.Intake.Validation;

public class BodyTests
{
    public static TheoryData<string, string[]> Required => new()
    {
        { "seller_account", ["marketplace", "seller_id"] },
        { "listing", ["marketplace", "listing_id"] },
        { "inventory_hold", ["quantity", "facility"] },
        { "test_buy", ["order_id"] },
        { "shipment", ["carrier", "waybill"] },
        { "seizure", ["seizure_number"] },
        { "detention", ["port"] },
        { "inspection_outcome", ["carrier", "waybill", "result"] },
        { "ip_right", ["type", "office", "registration_number"] },
        { "legal_action", ["type", "court", "docket_number"] },
        { "sighting", ["about", "type", "count"] },
        { "inspection", ["addressee", "shipment_id", "carrier", "waybill", "reason", "respond_by", "status"] },
    };

    [Theory]
    [MemberData(nameof(Required))]
    public void An_empty_body_is_told_what_makes_it_identifiable(string body, string[] required)
    {
        var field = IntelRecord.Descriptor.FindFieldByName(body);
        var record = Samples.Record(r => field.Accessor.SetValue(r, Activator.CreateInstance(field.MessageType.ClrType)));
        Violations(record).ShouldBe(required.Select(name => $"{body}.{name}"));
    }

    [Fact]
    public void Stock_is_held_at_a_facility_or_for_a_seller()
    {
        Violations(Samples.Record(r => r.InventoryHold = new InventoryHold { Facility = "ONT8", Quantity = 1 })).ShouldBeEmpty();
        Violations(Samples.Record(r => r.InventoryHold = new InventoryHold { SellerId = "A1", Quantity = 1 })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("USD", 0, 0, null)]
    [InlineData("USD", 1, 999_999_999, null)]
    [InlineData("USD", 1, 1_000_000_000, "nanos")]
    [InlineData("USD", 1, -1, "nanos")]
    [InlineData("USD", -1, 0, "units")]
    [InlineData("USD", 9_007_199_254_740_992, 0, "units")]
    [InlineData("", 1, 0, "currency_code")]
    [InlineData("usd", 1, 0, "currency_code")]
    [InlineData("HRK", 1, 0, "currency_code")]
    [InlineData("XXX", 1, 0, "currency_code")]
    public void Money_is_exact_not_negative_and_of_an_active_currency(string currency, long units, int nanos, string? wrong)
    {
        var price = new Money { CurrencyCode = currency, Units = units, Nanos = nanos };
        var record = Samples.Record(r => r.Listing = new Listing { Marketplace = "m", ListingId = "l", Price = price });
        Violations(record).ShouldBe(wrong is null ? [] : [$"listing.price.{wrong}"]);
    }

    [Fact]
    public void Nice_classes_are_1_to_45_and_not_repeated()
    {
        var right = new IpRight { Type = IpRightType.Trademark, Office = "EM", RegistrationNumber = "1" };
        var record = Samples.Record(r => r.IpRight = right);
        right.NiceClasses.AddRange(Enumerable.Range(1, 45).Select(number => (uint)number));
        Violations(record).ShouldBeEmpty();
        right.NiceClasses[44] = 46;
        right.NiceClasses[43] = 0;
        right.NiceClasses[1] = 1;
        Violations(record).ShouldBe(["ip_right.nice_classes[43]", "ip_right.nice_classes[44]", "ip_right.nice_classes"]);
    }

    [Fact]
    public void A_sighting_ends_after_it_began_and_is_about_something()
    {
        var record = Samples.All.Single(r => r.Sighting is not null);
        (record.Sighting.FirstSeen, record.Sighting.LastSeen) = (record.Sighting.LastSeen, record.Sighting.FirstSeen);
        record.Sighting.About.Role = LinkRole.OwnedBy;
        Violations(record).ShouldBe(["sighting.about.role", "sighting.last_seen"]);
    }

    [Theory]
    [InlineData("https://shop.example/a?b=c", true)]
    [InlineData("HTTP://shop.example", true)]
    [InlineData("https://", false)]
    [InlineData("https:///etc", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("shop.example", false)]
    [InlineData("https://a b", false)]
    public void A_listing_lies_at_a_web_address(string url, bool good) =>
        Violations(Samples.Record(r => r.Listing = new Listing { Marketplace = "m", ListingId = "l", Url = url })).ShouldBe(good ? [] : ["listing.url"]);

    [Theory]
    [InlineData("shop.example", true)]
    [InlineData("shop.example:8080/a", true)]
    [InlineData("https://shop.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html;base64,AA", false)]
    [InlineData("ftp://shop.example", false)]
    public void A_website_has_no_scheme_but_the_webs(string website, bool good) =>
        Violations(Samples.Record(r => r.SellerAccount = new SellerAccount { Marketplace = "m", SellerId = "s", Websites = { website } }))
            .ShouldBe(good ? [] : ["seller_account.websites[0]"]);

    private static string[] Violations(IntelRecord record) => [.. RecordValidator.Validate(record).Violations.Select(v => v.Field)];
}

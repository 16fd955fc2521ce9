using SharingHub.Hub.Foundation;
using SharingHub.Hub.Foundation.Attributes;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Foundation;

public sealed class RecordAttributesOfTests
{
    private static readonly PostalAddress InLisbon = new() { Country = "PT" };

    private static readonly TradeParty Elsewhere = new() { Address = new PostalAddress { Country = "DE" } };

    public static TheoryData<IntelRecord, RecordAttributes> Records => new()
    {
        {
            new IntelRecord { SellerAccount = new SellerAccount { Marketplace = "Amazonia", StoreName = "Acme", Addresses = { InLisbon, new PostalAddress(), InLisbon, new PostalAddress { Country = "CN" } } } },
            new RecordAttributes { Countries = { "CN", "PT" }, Marketplaces = { "amazonia" } }
        },
        {
            new IntelRecord { Listing = new Listing { Marketplace = "bazaarly", Brand = "  ACME Öl ", Title = "Watch" } },
            new RecordAttributes { Brands = { "acme öl" }, Marketplaces = { "bazaarly" } }
        },
        { new IntelRecord { InventoryHold = new InventoryHold { Brand = "Acme", Facility = "PTLIS" } }, new RecordAttributes { Brands = { "acme" } } },
        { new IntelRecord { TestBuy = new TestBuy { Marketplace = "cartwheel", ReturnAddress = InLisbon } }, new RecordAttributes { Marketplaces = { "cartwheel" } } },
        {
            new IntelRecord
            {
                Shipment = new Shipment
                {
                    OriginCountry = "CN",
                    PortOfLading = "cnsha",
                    PortOfEntry = "USLAX",
                    Shipper = Elsewhere,
                    Consignee = Elsewhere,
                    NotifyParty = Elsewhere,
                    Goods = { new Goods { OriginCountry = "VN", Description = "Acme" }, new Goods(), new Goods { OriginCountry = "CN" } },
                },
            },
            new RecordAttributes { Countries = { "CN", "VN" }, Ports = { "CNSHA", "USLAX" } }
        },
        {
            new IntelRecord { Seizure = new Seizure { Brand = "Acme", Port = "USLAX", Importer = Elsewhere, Exporter = Elsewhere, Manufacturer = Elsewhere } },
            new RecordAttributes { Brands = { "acme" }, Ports = { "USLAX" } }
        },
        {
            new IntelRecord { Detention = new Detention { Brand = "Acme", Port = "USLAX", OriginCountry = "CN" } },
            new RecordAttributes { Brands = { "acme" }, Countries = { "CN" }, Ports = { "USLAX" } }
        },
        { new IntelRecord { InspectionOutcome = new InspectionOutcome { Brand = "Acme", Port = "USLAX" } }, new RecordAttributes { Brands = { "acme" }, Ports = { "USLAX" } } },
        { new IntelRecord { IpRight = new IpRight { MarkText = "ACME", Owner = "Brand Guild" } }, new RecordAttributes { Brands = { "acme" } } },
        { new IntelRecord { LegalAction = new LegalAction { Plaintiffs = { Elsewhere } } }, new RecordAttributes() },
        { new IntelRecord { Sighting = new Sighting { About = new RecordLink { Id = "x" } } }, new RecordAttributes() },
        { new IntelRecord { Inspection = new Inspection { Addressee = "parcelwing", Carrier = "other" } }, new RecordAttributes { Addressee = "parcelwing" } },
        { new IntelRecord(), new RecordAttributes() },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_says_of_conditions_exactly_what_the_contract_names(IntelRecord record, RecordAttributes attributes) =>
        RecordAttributesOf.Record(record).ShouldBe(attributes);

    [Fact]
    public void An_attribute_belongs_to_exactly_the_kinds_that_can_say_something_of_it()
    {
        foreach (var attribute in RecordAttribute.All)
            Records.Select(row => row.Data).Where(row => attribute.Said(row.Item2).Count > 0).Select(row => KindNames.Of(row.Item1)).ShouldBe(attribute.Kinds, ignoreOrder: true);
    }

    [Theory]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("\u212Aelvin", "kelvin")]
    public void Case_is_folded_and_not_only_lowered(string one, string other) => RecordAttribute.Brands.Normalise(one).ShouldBe(RecordAttribute.Brands.Normalise(other));
}

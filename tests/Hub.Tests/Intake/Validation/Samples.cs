using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;
using Money = Google.Type.Money;

namespace SharingHub.Hub.Tests.Intake.Validation;

/// <summary>One good record of each kind, with every field filled.</summary>
internal static class Samples
{
    public static readonly Timestamp Observed = At(2020, 11, 24);

    public static IEnumerable<IntelRecord> All =>
    [
        Record(r => r.SellerAccount = Seller()),
        Record(r => r.Listing = Listing()),
        Record(r => r.InventoryHold = Hold()),
        Record(r => r.TestBuy = TestBuy()),
        Shipment(),
        Record(r => r.Seizure = Seizure()),
        Record(r => r.Detention = Detention()),
        Record(r => r.InspectionOutcome = Outcome()),
        Record(r => r.IpRight = Right()),
        Record(r => r.LegalAction = Action()),
        Record(r => r.Sighting = Sighting()),
        Record(r => r.Inspection = Inspection()),
    ];

    public static IntelRecord Shipment() => Record(r => r.Shipment = ShipmentBody());

    public static IntelRecord Record(Action<IntelRecord> body)
    {
        var record = new IntelRecord
        {
            Id = "shp-40757561352",
            Revision = 1,
            ObservedAt = Observed,
            Tlp = Tlp.Amber,
            Confidence = 100,
            ExpiresAt = At(2021, 11, 24),
            Labels = { "joint-operation" },
            Links = { new RecordLink { Kind = RecordKind.SellerAccount, Contributor = "amazonia@hub-a", Id = "sel-1", Role = LinkRole.RelatedTo } },
        };
        body(record);
        return record;
    }

    private static SellerAccount Seller() => new()
    {
        Marketplace = "amazonia",
        SellerId = "ALMWJ3YM26IFE",
        StoreName = "ApexMingyu Official",
        LegalName = "Global Ocean Trading LLC",
        Status = SellerStatus.Suspended,
        Emails = { "huiwang6349@inbox.example" },
        Phones = { "(+86) 2044634244" },
        Addresses = { Address() },
        BankAccounts = { "DE89 3704 0044 0532 0130 00" },
        TaxIds = { "2325622815" },
        Websites = { "shop.example" },
    };

    private static Listing Listing() => new()
    {
        Marketplace = "bazaarly",
        ListingId = "B0DBIRFB1U",
        SellerId = "ASMMRJCO70XFA",
        Url = "https://bazaarly.example/dp/B0DBIRFB1U",
        Title = "Kestrel Optics premium watch",
        Brand = "Kestrel Optics",
        Gtin = "4006381333931",
        Price = Usd(164),
        ImageSha256 = { ByteString.CopyFrom(new byte[32]) },
        ImagePhash = { ByteString.CopyFrom(new byte[8]) },
        SuspectedInfringement = Infringement.Counterfeit,
    };

    private static InventoryHold Hold() => new()
    {
        Facility = "ONT8",
        Sku = "SKU435632",
        Gtin = "036000291452",
        Brand = "Lumen Labs",
        Quantity = 368,
        SellerId = "A5LQ933AI1KJI",
        InboundWaybill = "6702848854",
        Reason = HoldReason.AuthenticityFailed,
        Disposition = Disposition.Held,
    };

    private static TestBuy TestBuy() => new()
    {
        OrderId = "111-2233445-6677889",
        Marketplace = "amazonia",
        SellerId = "ALMWJ3YM26IFE",
        ListingId = "B0DBIRFB1U",
        Carrier = "parcelwing",
        Waybill = "RR473124829GB",
        ReturnAddress = Address(),
        Determination = Determination.Counterfeit,
    };

    private static Shipment ShipmentBody() => new()
    {
        Carrier = "parcelwing",
        Waybill = "6702848854",
        MasterWaybill = "020-12345675",
        Mode = TransportMode.Air,
        Shipper = Party(),
        Consignee = Party(),
        NotifyParty = Party(),
        Goods =
        {
            new Goods { Description = "leather bags", HsCode = "640399", Quantity = 73, DeclaredValue = Usd(965), GrossWeightGrams = 32285, OriginCountry = "CN" },
        },
        OriginCountry = "CN",
        PortOfLading = "CNSZX",
        PortOfEntry = "USLAX",
        EstimatedArrival = At(2020, 11, 28),
        Containers = { "CSQU3054383" },
        Status = ShipmentStatus.PreArrival,
    };

    private static Seizure Seizure() => new()
    {
        SeizureNumber = "20201964100",
        Port = "USMEM",
        SeizedAt = At(2020, 1, 30),
        Brand = "Petra & Co",
        Quantity = 1239,
        Msrp = Usd(120_000),
        Carrier = "parcelwing",
        Waybill = "6702848854",
        Importer = Party(),
        Exporter = Party(),
        Manufacturer = Party(),
        Photos = { Photo() },
    };

    private static Detention Detention() => new()
    {
        ImportedAt = At(2020, 11, 28),
        Port = "USLAX",
        Description = "watches",
        Quantity = 40,
        OriginCountry = "CN",
        Brand = "Tempo Suisse",
        Carrier = "parcelwing",
        Waybill = "6702848854",
        Photos = { Photo() },
    };

    private static InspectionOutcome Outcome() => new()
    {
        Carrier = "parcelwing",
        Waybill = "6702848854",
        Result = InspectionResult.Seized,
        ExaminedAt = At(2020, 11, 29),
        Port = "USLAX",
        Quantity = 40,
        Brand = "Tempo Suisse",
        SeizureNumber = "20201964100",
    };

    private static IpRight Right() => new()
    {
        Type = IpRightType.Trademark,
        Office = "USPTO",
        RegistrationNumber = "5275355",
        MarkText = "Northcrest",
        NiceClasses = { 25, 28 },
        Owner = "Northcrest S.p.A.",
        CustomsRecordation = "TMK 17-42670",
        ValidUntil = At(2029, 10, 21),
    };

    private static LegalAction Action() => new()
    {
        Type = LegalActionType.Civil,
        Court = "U.S. District Court, N.D. Illinois",
        DocketNumber = "1:20-cv-01234",
        FiledAt = At(2020, 12, 1),
        Plaintiffs = { Party() },
        Defendants = { Party() },
        Status = LegalActionStatus.Filed,
    };

    private static Sighting Sighting() => new()
    {
        About = new RecordLink { Kind = RecordKind.Shipment, Contributor = "parcelwing", Id = "shp-1", Role = LinkRole.About },
        Type = SightingType.Confirmed,
        Count = 1,
        FirstSeen = At(2020, 11, 1),
        LastSeen = At(2020, 11, 2),
        SourceMasked = true,
    };

    private static Inspection Inspection() => new()
    {
        Addressee = "parcelwing",
        ShipmentId = "shp-1",
        Carrier = "parcelwing",
        Waybill = "6702848854",
        Reason = "Watches in the second carton",
        RespondBy = At(2020, 11, 28),
        Status = InspectionStatus.Closed,
        Hold = new InspectionHold { Place = "ONT, dock 4", Until = At(2020, 11, 30), RecordedAt = At(2020, 11, 27), Revision = 2 },
        Examination = new InspectionExamination { ExaminedAt = At(2020, 11, 29), Port = "USLAX", RecordedAt = At(2020, 11, 29), Revision = 3 },
        Finding = new InspectionFinding
        {
            Result = InspectionResult.Seized,
            Goods = { new SeizedGoods { Description = "watches", Quantity = 40, Brand = "Tempo Suisse" } },
            SeizureNumber = "20201964100",
            BecomesSeizure = true,
            RecordedAt = At(2020, 11, 29),
            Revision = 4,
        },
        Withdrawal = new InspectionWithdrawal { Reason = "It is not the one", RecordedAt = At(2020, 11, 27), Revision = 2 },
        Miss = new InspectionMiss { LeftAt = At(2020, 11, 26), Reason = "Delivered", RecordedAt = At(2020, 11, 27), Revision = 2 },
    };

    private static TradeParty Party() => new()
    {
        Name = "EVERGREEN SILVER INDUSTRIAL L.L.C.",
        Address = Address(),
        Phones = { "+86-7558-0143095" },
        Emails = { "alihe2784@qbox.example" },
        Account = "PW-99812",
    };

    private static PostalAddress Address() => new()
    {
        Lines = { "Room 1393, Building 5, 687 Baiyun Ave." },
        City = "Shenzhen",
        Region = "Guangdong",
        PostalCode = "507361",
        Country = "CN",
    };

    private static Attachment Photo() => new()
    {
        KeyedDigest = ByteString.CopyFrom(new byte[32]),
        SizeBytes = 120_000,
        MediaType = "image/jpeg",
        Name = "front.jpg",
    };

    private static Money Usd(long units) => new() { CurrencyCode = "USD", Units = units, Nanos = 990_000_000 };

    private static Timestamp At(int year, int month, int day) => new System.DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).ToTimestamp();
}

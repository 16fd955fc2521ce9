using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Correlation;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Correlation;

/// <summary>Records for joining, with what a test needs of them.</summary>
internal static class Making
{
    private static readonly DateTime Start = new(2020, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public static JoinView Account(
        string id, string name, string? phone = null, string? email = null, string? address = null, uint confidence = 90, string by = "amazonia",
        CorrelationRelease release = CorrelationRelease.Contributor, params string[] unnameable)
    {
        var account = new SellerAccount { Marketplace = by, SellerId = "S-" + id, LegalName = name, Status = SellerStatus.Suspended };
        if (phone is not null) account.Phones.Add(phone);
        if (email is not null) account.Emails.Add(email);
        if (address is not null) account.Addresses.Add(Address(address));
        return new JoinView(by, new IntelRecord { Id = id, ObservedAt = At(0), Confidence = confidence, SellerAccount = account }, release, unnameable.ToHashSet());
    }

    public static JoinView Consignment(
        string id, string shipper, string? phone = null, string? address = null, string goods = "footwear", int day = 1, string waybill = "",
        string consignee = "Honest Buyer")
    {
        var party = new TradeParty { Name = shipper };
        if (phone is not null) party.Phones.Add(phone);
        if (address is not null) party.Address = Address(address);
        return new JoinView("parcelwing", new IntelRecord
        {
            Id = id,
            ObservedAt = At(day),
            Confidence = 100,
            Shipment = new Shipment
            {
                Carrier = "parcelwing",
                Waybill = waybill,
                Shipper = party,
                Consignee = new TradeParty { Name = consignee },
                Goods = { new Goods { Description = goods, Quantity = 10, GrossWeightGrams = 5000 } },
            },
        }, CorrelationRelease.Contributor, new HashSet<string>());
    }

    /// <summary>That an examination of parcelwing's consignment found this; without an id of it, of the waybill.</summary>
    public static JoinView Outcome(string id, InspectionResult result, string? consignment = null, int day = 2, string waybill = "", string by = "customs") => Of(by, id, day, record =>
    {
        record.InspectionOutcome = new InspectionOutcome { Carrier = "parcelwing", Waybill = waybill, Result = result, ExaminedAt = At(day) };
        if (consignment is not null) record.Links.Add(new RecordLink { Kind = RecordKind.Shipment, Contributor = "parcelwing", Id = consignment, Role = LinkRole.About });
    });

    public static JoinView Of(string by, string id, int day, Action<IntelRecord> body, uint confidence = 100)
    {
        var record = new IntelRecord { Id = id, ObservedAt = At(day), Confidence = confidence };
        body(record);
        return new JoinView(by, record, CorrelationRelease.Contributor, new HashSet<string>());
    }

    public static PostalAddress Address(string line) => new() { Lines = { line }, City = "Miami", PostalCode = "33195", Country = "US" };

    private static Timestamp At(int day) => Start.AddDays(day).ToTimestamp();
}

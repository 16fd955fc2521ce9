using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Records that pass every rule. What they say of persons are canaries: no log may ever hold one.</summary>
internal static class Records
{
    public const string Email = LogCheck.Canary + "-mail@inbox.example";
    public const string TaxId = LogCheck.Canary + "-tax-77";
    public const string LegalName = LogCheck.Canary + " Legal Trading";
    public const string Title = LogCheck.Canary + " watch";

    public static IntelRecord Listing(string id, uint revision = 1, Tlp tlp = Tlp.Amber, params RecordLink[] links)
    {
        var record = Envelope(id, revision, tlp, links);
        record.Listing = new Listing { Marketplace = "bazaar.example", ListingId = "l-1", Title = Title };
        return record;
    }

    public static IntelRecord Seller(string id, uint revision = 1, Tlp tlp = Tlp.Amber, params RecordLink[] links)
    {
        var record = Envelope(id, revision, tlp, links);
        record.SellerAccount = new SellerAccount
        {
            Marketplace = "bazaar.example",
            SellerId = "s-1",
            StoreName = LogCheck.Canary + " store",
            LegalName = LegalName,
            Emails = { Email },
            TaxIds = { TaxId },
        };
        return record;
    }

    public static IntelRecord Hold(string id, uint revision = 1)
    {
        var record = Envelope(id, revision, Tlp.Amber, []);
        record.InventoryHold = new InventoryHold { Facility = "ONT8", Sku = LogCheck.Canary, Quantity = 7, Reason = HoldReason.AuthenticityFailed, Disposition = Disposition.Held };
        return record;
    }

    public static IntelRecord Sighting(string id, RecordLink about)
    {
        var record = Envelope(id, 1, Tlp.Amber, []);
        record.Sighting = new Sighting { About = about, Type = SightingType.Confirmed, Count = 1 };
        return record;
    }

    public static IntelRecord Shipment(string id, uint revision = 1, Tlp tlp = Tlp.Amber)
    {
        var record = Envelope(id, revision, tlp, []);
        record.Shipment = new Shipment { Carrier = "swift", Waybill = $"W-{id}", PortOfEntry = "USLAX", Shipper = new TradeParty { Name = LegalName } };
        return record;
    }

    public static RecordLink LinkTo(RecordKind kind, string id, string contributor = "") =>
        new() { Kind = kind, Id = id, Contributor = contributor, Role = LinkRole.RelatedTo };

    /// <summary>The link as a sighting names what it is about.</summary>
    public static RecordLink About(this RecordLink link)
    {
        link.Role = LinkRole.About;
        return link;
    }

    public static IEnumerable<IntelRecord> Listings(int count) => Enumerable.Range(1, count).Select(number => Listing($"l-{number}"));

    private static IntelRecord Envelope(string id, uint revision, Tlp tlp, RecordLink[] links) => new()
    {
        Id = id,
        Revision = revision,
        ObservedAt = new DateTime(2020, 11, 24, 0, 0, 0, DateTimeKind.Utc).ToTimestamp(),
        Tlp = tlp,
        Confidence = 80,
        Labels = { LogCheck.Canary },
        Links = { links },
    };
}

using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>An agency that reads a carrier's shipments and may have them joined.</summary>
internal sealed record HubWithShipments(Party Agency, Party Carrier);

/// <summary>What retailers and carriers say of one trader, right unless a test says otherwise.</summary>
internal static class GivenLeads
{
    public const string Phone = "+12025550143";

    private static readonly DateTime Observed = new(2020, 11, 24, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime Arrival { get; } = new(2100, 1, 4, 12, 0, 0, DateTimeKind.Utc);

    public static async Task<HubWithShipments> HubWithShipmentsAsync(this Given given)
    {
        var (agency, carrier) = (await given.AgencyAsync(), await given.CarrierAsync());
        await Given.AgreementAsync(carrier, agency, Joining(grant => grant.Kinds.Add(RecordKind.Shipment)));
        return new HubWithShipments(agency, carrier);
    }

    /// <summary>A retailer whose seller accounts the hub may join on for the agency.</summary>
    public static async Task<(Party Retailer, Agreement Agreement)> RetailerAsync(
        this Given given, HubWithShipments world, CorrelationRelease release = CorrelationRelease.Contributor, Action<Grant>? but = null)
    {
        var retailer = await given.RetailerAsync();
        var agreement = await Given.AgreementAsync(retailer, world.Agency, Joining(grant =>
        {
            grant.Correlate.Release = release;
            but?.Invoke(grant);
        }));
        return (retailer, agreement);
    }

    public static Grant Joining(Action<Grant>? but = null) => Terms.Grant(grant =>
    {
        grant.Correlate = new CorrelateUse { Release = CorrelationRelease.Contributor };
        but?.Invoke(grant);
    });

    /// <summary>A suspended account of the trader that <see cref="Shipment"/> is to.</summary>
    public static IntelRecord Suspended(string id, uint revision = 1, SellerStatus status = SellerStatus.Suspended)
    {
        var record = Records.Seller(id, revision);
        record.Confidence = 95;
        record.SellerAccount.SellerId = id;
        record.SellerAccount.Status = status;
        record.SellerAccount.Phones.Add(Phone);
        record.SellerAccount.Addresses.Add(Home);
        return record;
    }

    /// <summary>A consignment to that trader.</summary>
    public static IntelRecord Shipment(string id, DateTime? arrival = null) => Consignment(id, Records.LegalName, Phone, Home, arrival);

    /// <summary>A consignment to one of whom nobody else says anything.</summary>
    public static IntelRecord Honest(int number, DateTime? arrival = null) => Consignment(
        $"shp-honest-{number}", $"{LogCheck.Canary} Honest {number}", $"+1202555{1000 + number}",
        new PostalAddress { Lines = { $"{number} Quiet Lane" }, City = "Buffalo", Region = "NY", Country = "US" }, arrival);

    public static WatchLeadsRequest Watching(uint aDay = 10, Action<WatchLeadsRequest>? but = null)
    {
        var request = new WatchLeadsRequest { Purpose = Purpose.BorderTargeting, ConsignmentsADay = aDay };
        but?.Invoke(request);
        return request;
    }

    public static async Task<Lead> ExplainAsync(this HubWithShipments world, string shipment) =>
        (await world.Agency.Hub.Targeting.ExplainLeadAsync(Asking(world, shipment))).Lead;

    public static ExplainLeadRequest Asking(HubWithShipments world, string shipment) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Shipment = new RecordName { Contributor = world.Carrier.Id, Kind = RecordKind.Shipment, Id = shipment },
    };

    private static PostalAddress Home => new() { Lines = { "2715 Commerce Drive" }, City = "Buffalo", Region = "NY", Country = "US" };

    private static IntelRecord Consignment(string id, string name, string phone, PostalAddress address, DateTime? arrival)
    {
        var record = Records.Shipment(id);
        record.ObservedAt = Observed.ToTimestamp();
        record.Shipment.Waybill = $"67{(uint)string.GetHashCode(id, StringComparison.Ordinal)}";
        record.Shipment.Shipper = null;
        record.Shipment.Consignee = new TradeParty { Name = name, Phones = { phone }, Address = address };
        record.Shipment.EstimatedArrival = (arrival ?? Arrival).ToTimestamp();
        record.Shipment.Goods.Add(new Goods { Description = LogCheck.Canary + " belts", HsCode = "420330", Quantity = 12 });
        return record;
    }
}

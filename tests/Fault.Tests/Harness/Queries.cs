using SharingHub.V1;

namespace SharingHub.Fault.Tests.Harness;

internal static class Queries
{
    /// <summary>What customs may read of the carrier's shipments: one agreement feeds it.</summary>
    public static RecordQuery Shipments => new() { Purpose = Purpose.BorderTargeting, Kinds = { RecordKind.Shipment }, Contributors = { "parcelwing" } };

    /// <summary>What customs may read of one retailer: one agreement feeds it.</summary>
    public static RecordQuery Retail(string retailer) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Kinds = { RecordKind.SellerAccount, RecordKind.Listing, RecordKind.InventoryHold },
        Contributors = { retailer },
    };
}

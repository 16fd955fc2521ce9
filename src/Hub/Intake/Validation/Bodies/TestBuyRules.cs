using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class TestBuyRules
{
    public static void Check(ref Checker check, TestBuy buy)
    {
        check.Code("order_id", buy.OrderId, Limits.Id, required: true);
        check.Code("marketplace", buy.Marketplace);
        check.Code("seller_id", buy.SellerId, Limits.Id);
        check.Code("listing_id", buy.ListingId, Limits.Id);
        check.Code("carrier", buy.Carrier);
        check.Waybill("waybill", buy.Waybill);
        check.Message("return_address", buy.ReturnAddress, PostalAddressRules.Check);
        check.Known("determination", buy.Determination);
    }
}

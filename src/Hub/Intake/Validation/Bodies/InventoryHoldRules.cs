using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class InventoryHoldRules
{
    public static void Check(ref Checker check, InventoryHold hold)
    {
        check.Code("facility", hold.Facility);
        check.Code("sku", hold.Sku);
        check.TradeItem("gtin", hold.Gtin);
        check.Text("brand", hold.Brand, Limits.Name);
        check.Quantity("quantity", hold.Quantity, required: true);
        check.Code("seller_id", hold.SellerId, Limits.Id);
        check.Waybill("inbound_waybill", hold.InboundWaybill);
        check.Known("reason", hold.Reason);
        check.Known("disposition", hold.Disposition);
        if (hold.Facility.Length == 0 && hold.SellerId.Length == 0) check.Violation("facility", "must be given when seller_id is not");
    }
}

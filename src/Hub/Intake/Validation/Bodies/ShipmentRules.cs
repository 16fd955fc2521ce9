using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class ShipmentRules
{
    public static void Check(ref Checker check, Shipment shipment)
    {
        check.Code("carrier", shipment.Carrier, required: true);
        check.Waybill("waybill", shipment.Waybill, required: true);
        if (shipment.Mode is TransportMode.Air or TransportMode.AirExpress) check.AirMaster("master_waybill", shipment.MasterWaybill);
        else check.Code("master_waybill", shipment.MasterWaybill);
        check.Known("mode", shipment.Mode);
        check.Message("shipper", shipment.Shipper, TradePartyRules.Check);
        check.Message("consignee", shipment.Consignee, TradePartyRules.Check);
        check.Message("notify_party", shipment.NotifyParty, TradePartyRules.Check);
        check.Messages("goods", shipment.Goods, Limits.Goods, GoodsRules.Check);
        check.Country("origin_country", shipment.OriginCountry);
        check.Port("port_of_lading", shipment.PortOfLading);
        check.Port("port_of_entry", shipment.PortOfEntry);
        check.Time("estimated_arrival", shipment.EstimatedArrival);
        check.Values("containers", shipment.Containers, Limits.Containers, IdentifierRules.ContainerNumber);
        check.Known("status", shipment.Status);
    }
}

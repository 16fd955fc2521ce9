using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>Requests an inspection of a consignment that the agency may read, of the carrier that may read the request.</summary>
internal sealed class InspectionRequesting(SingleRecords records, MemberBook members, InspectionWriter inspections, InspectionIndex index, TimeProvider time)
{
    public async Task<RequestInspectionResponse> RequestAsync(Caller agency, RequestInspectionRequest request, CancellationToken stop)
    {
        // What the agency says of the consignment from now on it says by what was disclosed to it, so history says that it was.
        var (item, disclosure) = await records.DiscloseAsync(agency, request.Purpose, request.Shipment, stop);
        var shipment = item.View is null ? throw Refusal.NotFound.ToException() : IntelRecord.Parser.ParseFrom(item.View).Shipment;
        var carrier = request.Shipment.Contributor;
        if ((await members.CurrentAsync(stop)).View.Find(carrier) is not { Role: MemberRole.Carrier })
        {
            throw InspectionRefusals.NotACarriers.ToException();
        }

        if (shipment is not { Carrier.Length: > 0, Waybill.Length: > 0 })
        {
            throw InspectionRefusals.WaybillWithheld.ToException();
        }

        var asked = new Inspection
        {
            Addressee = carrier,
            ShipmentId = request.Shipment.Id,
            Carrier = shipment.Carrier,
            Waybill = shipment.Waybill,
            Reason = request.Reason,
            RespondBy = request.RespondBy,
        };
        var name = new RecordName
        {
            Contributor = agency.Member,
            Kind = RecordKind.Inspection,
            Id = request.InspectionId.Length > 0 ? request.InspectionId : Ids.New(time).ToString("D"),
        };
        if (!await records.WouldReachAsync(carrier, agency.Member, new IntelRecord { Tlp = request.Tlp, Confidence = InspectionRecords.Certain, Inspection = asked }, stop))
        {
            throw InspectionRefusals.Unreachable(carrier, request.Tlp).ToException();
        }

        var receipts = await inspections.ActAsync(agency, name, (state, now) => InspectionDecisions.Request(state, asked, request.Tlp, now), stop, request.Tlp);
        return new RequestInspectionResponse
        {
            Receipt = receipts[0],
            AnotherAgencyHasAnInterest = await index.OthersAreInterestedAsync(name, stop),
            Disclosure = disclosure,
        };
    }
}

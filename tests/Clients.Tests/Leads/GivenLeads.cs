using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Leads;

internal static class GivenLeads
{
    public static RecordName Shipment(string id, uint revision = 1) => new() { Contributor = "parcelwing", Kind = RecordKind.Shipment, Id = id, Revision = revision };

    /// <summary>Its numbers are binary fractions, so that they add up to the last bit.</summary>
    public static Lead Lead(string id, uint rank = 1) => new()
    {
        Shipment = new RecordView
        {
            Name = Shipment(id),
            Version = 1,
            Record = new IntelRecord { Id = id, Revision = 1, Shipment = new Shipment { Carrier = "parcelwing", Waybill = "1234" } }.ToByteString(),
            AgreementId = "a-1",
            AgreementRevision = 1,
        },
        EstimatedArrival = new DateTime(2020, 12, 1, 8, 30, 0, DateTimeKind.Utc).ToTimestamp(),
        Probability = 0.75,
        LogOdds = 1.125,
        StartLogOdds = -4,
        Reasons =
        {
            new LeadReason
            {
                Kind = LeadReasonKind.AccusedParty,
                Field = "shipment.consignee",
                Weight = 5,
                Words = "The consignee agrees in phones with amazonia/seller_account/sel-1.",
            },
            new LeadReason { Kind = LeadReasonKind.Goods, Weight = -0.375, Words = "The goods are declared otherwise than those of accused parties are.", Declared = { "chapter 42" } },
        },
        OtherWeight = 0.5,
        FurtherMembers = 2,
        Rank = rank,
    };

    public static Task LeadsAsync(this IServerStreamWriter<WatchLeadsResponse> pages, params Lead[] leads) => pages.WriteAsync(new WatchLeadsResponse
    {
        Page = new LeadPage
        {
            Leads = { leads },
            Disclosures = { new DisclosureReference { DisclosureId = "01a20fc2-3b3f-7102-a157-ac52c41c687d", AgreementId = "01a20fc2-0000-7102-a157-ac52c41c687d", AgreementRevision = 1, Records = (uint)leads.Length } },
        },
    });

    public static Task DroppedAsync(this IServerStreamWriter<WatchLeadsResponse> pages, params string[] ids) =>
        pages.WriteAsync(new WatchLeadsResponse { Page = new LeadPage { Dropped = { ids.Select(id => Shipment(id, revision: 0)) } } });

    public static Task CaughtUpAsync(this IServerStreamWriter<WatchLeadsResponse> pages) => pages.WriteAsync(new WatchLeadsResponse { CaughtUp = new CaughtUp() });

    public static Task EndAsync(this IServerStreamWriter<WatchLeadsResponse> pages, EndReason reason) =>
        pages.WriteAsync(new WatchLeadsResponse { End = new End { Reason = reason, Message = "Said the hub." } });
}

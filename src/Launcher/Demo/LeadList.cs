using Google.Protobuf.WellKnownTypes;
using SharingHub.Sdk;
using SharingHub.Sdk.Leads;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>What an agency is to inspect of a day's arrivals, strongest first.</summary>
/// <param name="Views">The shipments that came for it: one that changed meanwhile came again.</param>
internal sealed record LeadList(IReadOnlyList<Lead> Leads, IReadOnlyList<RecordName> Views)
{
    /// <summary>Takes the list as it is now.</summary>
    /// <param name="perMille">Of each thousand arrivals, how many the agency can inspect.</param>
    public static async Task<LeadList> TakeAsync(HubConnection agency, DateTimeOffset day, int perMille, CancellationToken cancellation)
    {
        var request = new WatchLeadsRequest
        {
            Purpose = Purpose.BorderTargeting,
            PerMilleOfArrivals = (uint)perMille,
            ArrivingFrom = day.ToTimestamp(),
            ArrivingBefore = day.AddDays(1).ToTimestamp(),
        };
        var leads = new Dictionary<string, Lead>(StringComparer.Ordinal);
        var views = new List<RecordName>();
        await foreach (var next in agency.WatchLeadsAsync(request, new ReceivingOptions { Acknowledge = true }, cancellation))
        {
            if (next is LeadsChanged { Page: var page })
            {
                views.AddRange(page.Leads.Select(lead => lead.Shipment.Name));
                foreach (var lead in page.Leads)
                {
                    leads[lead.Shipment.Name.Id] = lead;
                }

                foreach (var dropped in page.Dropped)
                {
                    leads.Remove(dropped.Id);
                }
            }
            else if (next is CaughtUpReached)
            {
                return new LeadList([.. leads.Values.OrderBy(lead => lead.Rank)], views);
            }
            else if (next is SubscriptionEnded { End: var end })
            {
                throw new LauncherException($"The watch of leads ended: {end.Message}");
            }
        }

        throw new LauncherException("The watch of leads ended without a word.");
    }

    public static Shipment ShipmentOf(Lead lead) => IntelRecord.Parser.ParseFrom(lead.Shipment.Record).Shipment;
}

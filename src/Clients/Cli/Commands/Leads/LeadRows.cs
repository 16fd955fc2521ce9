using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Leads;

/// <summary>Leads as rows.</summary>
internal static class LeadRows
{
    public static readonly string[] Columns = ["rank", "arrives", "in", "probability", "shipment", "first reason"];

    public static void Add(this Results results, LeadPage page)
    {
        foreach (var lead in page.Leads)
        {
            results.Add(
                Json.Of(lead), $"{lead.Rank}", Day(lead.EstimatedArrival), LeadTime(lead.EstimatedArrival), Number(lead.Probability), lead.Shipment.Name.ToText(),
                lead.Reasons.FirstOrDefault()?.Words ?? "");
        }

        foreach (var name in page.Dropped)
            results.Add(new JsonObject { ["dropped"] = name.ToText() }, "-", "", "", "", name.ToText(), "is no lead any more");
    }

    public static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Day(Timestamp arrival) => arrival.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>From now to the arrival.</summary>
    private static string LeadTime(Timestamp arrival)
    {
        var left = arrival.ToDateTimeOffset() - TimeProvider.System.GetUtcNow();
        return left <= TimeSpan.Zero ? "arrived" : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalDays} d {left.Hours} h");
    }
}

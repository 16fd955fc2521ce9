using System.Globalization;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Leads;

/// <summary>A lead as the sum that it is, for people. All weights are log-odds.</summary>
internal static class LeadSum
{
    // Far above what adding doubles in another order changes, far below what is shown.
    private const double Tolerance = 1e-6;

    /// <summary>Whether the start and all weights that are told add up to the score.</summary>
    public static bool AddsUp(Lead lead) => Math.Abs(Sum(lead) - lead.LogOdds) < Tolerance;

    public static IEnumerable<string> Lines(Lead lead)
    {
        yield return $"{lead.Shipment.Name.ToText()}, to arrive {Json.Time(lead.EstimatedArrival)}: number {lead.Rank} of that day.";
        yield return Line(lead.StartLogOdds, "The share of all consignments that is tied to accused parties.");
        foreach (var reason in lead.Reasons)
            yield return Line(reason.Weight, reason.Words + Declared(reason));
        if (lead.OtherWeight != 0 || lead.FurtherMembers > 0)
            yield return Line(lead.OtherWeight, $"Other intelligence, of which agreements let no more be said{Further(lead)}.");
        yield return Line(Sum(lead), $"In all: probability {LeadRows.Number(lead.Probability)}.");
    }

    private static double Sum(Lead lead) => lead.StartLogOdds + lead.Reasons.Sum(reason => reason.Weight) + lead.OtherWeight;

    private static string Line(double weight, string words) => string.Create(CultureInfo.InvariantCulture, $"{weight,7:+0.00;-0.00}  {words}");

    private static string Declared(LeadReason reason) => reason.Declared.Count == 0 ? "" : $" ({string.Join(", ", reason.Declared)})";

    private static string Further(Lead lead) => lead.FurtherMembers switch
    {
        0 => "",
        1 => "; 1 further member holds what matches",
        var members => $"; {members} further members hold what matches",
    };
}

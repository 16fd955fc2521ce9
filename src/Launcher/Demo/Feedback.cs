using System.Globalization;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>What becomes known of a lead: why it was one, to the agency; that a record stood behind it, to its contributor; what was found, to whom agreements let know.</summary>
internal static class Feedback
{
    public static async Task TellAsync(Cast cast, Story story, Campaign campaign, CancellationToken cancellation)
    {
        story.Chapter("6. Why a consignment was a lead, who learns that a record stood behind it, and what was found");
        // One that shows both what agreements let be told and what they let be counted, if there is one.
        var lead = campaign.Seized.OrderByDescending(lead => lead.FurtherMembers).First(lead => BehindIt(lead) is not null);
        Explain(story, lead);
        await ShowUseAsync(cast, story, BehindIt(lead)!, cancellation);
        foreach (var member in new[] { "amazonia", "bazaarly" })
        {
            var received = await Received.PullAsync(cast[member], member, Purpose.SellerVetting, cancellation);
            var (outcomes, seizures) = (Count(received, RecordKind.InspectionOutcome), Count(received, RecordKind.Seizure));
            story.Holds(
                outcomes == campaign.Found.Leads && seizures == campaign.Found.Counterfeit,
                $"{member} has the outcomes of {Story.Number(outcomes)} inspections and {Story.Number(seizures)} seizures, as its agreement with customs says");
        }

        await TellYieldAsync(cast, story, campaign, cancellation);
    }

    private static void Explain(Story story, Lead lead)
    {
        story.Tell($"{lead.Shipment.Name.ToText()}, number {lead.Rank} of its day:");
        story.Tell(Weight(lead.StartLogOdds, "The share of all consignments that is tied to accused parties."));
        foreach (var reason in lead.Reasons)
        {
            story.Tell(Weight(reason.Weight, reason.Words));
        }

        if (lead.OtherWeight != 0)
        {
            story.Tell(Weight(lead.OtherWeight, $"Other intelligence, of which agreements let no more be said; further members that hold what matches: {lead.FurtherMembers}."));
        }

        var sum = lead.StartLogOdds + lead.Reasons.Sum(reason => reason.Weight) + lead.OtherWeight;
        story.Holds(
            Math.Abs(sum - lead.LogOdds) < 1e-6,
            string.Create(CultureInfo.InvariantCulture, $"they add up to its score, {lead.LogOdds:0.00} in log-odds: probability {lead.Probability:0.000}"));
    }

    private static async Task ShowUseAsync(Cast cast, Story story, RecordName record, CancellationToken cancellation)
    {
        var saw = await cast[record.Contributor].Audit.WhoSawAsync(new WhoSawRequest { Name = record }, cancellationToken: cancellation);
        var uses = saw.Disclosures.Where(one => one.Use == RecordUse.Correlate).CountBy(one => one.Recipient).ToDictionary();
        story.Holds(
            uses.ContainsKey("customs"),
            $"{record.Contributor} is told that {record.ToText()} stood behind leads: {string.Join(", ", uses.Select(use => $"of {use.Key} in {use.Value} answers"))}");
    }

    private static async Task TellYieldAsync(Cast cast, Story story, Campaign campaign, CancellationToken cancellation)
    {
        var yield = await cast["customs"].Targeting.GetYieldAsync(new GetYieldRequest { Purpose = Purpose.BorderTargeting }, cancellationToken: cancellation);
        story.Holds(
            yield.ByMonth.Sum(month => month.Examined) == campaign.Found.Leads && yield.ByMonth.Sum(month => month.Seized) == campaign.Found.Counterfeit,
            "customs' own outcomes teach how far what pointed at consignments is believed from now on:");
        foreach (var one in yield.ByReason.Concat(yield.ByContributor))
        {
            var believed = one.Reliability > 0 ? string.Create(CultureInfo.InvariantCulture, $", weighed {one.Reliability:0.00} times") : "";
            story.Tell(string.Create(CultureInfo.InvariantCulture, $"        {one.Key}: {one.Seized} of {one.Examined} examined were seized, {one.Expected:0.0} expected{believed}"));
        }
    }

    /// <summary>A record of amazonia's that the lead names.</summary>
    private static RecordName? BehindIt(Lead lead) => lead.Reasons.SelectMany(reason => reason.Path).FirstOrDefault(step => step is { Contributor: "amazonia", Record: not null })?.Record;

    private static int Count(Received received, RecordKind kind) => received.Views.Count(view => view.Name.Kind == kind);

    private static string Weight(double weight, string words) => string.Create(CultureInfo.InvariantCulture, $"  {weight,6:+0.00;-0.00}  {words}");
}

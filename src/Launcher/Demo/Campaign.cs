using System.Diagnostics;
using System.Globalization;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>
/// Day by day: what members observed before the day is streamed in, customs takes its leads and inspects them. Nothing that was observed after a day began is pushed before that day's leads are taken, so no score knows what came later.
/// </summary>
internal sealed class Campaign(Cast cast, Story story, Truth truth, Calendar calendar, Comparison comparison)
{
    private const int PerMille = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Lead> _seized = [];
    private readonly List<RecordName> _views = [];

    /// <summary>What customs found.</summary>
    public Found Found { get; } = new("customs", truth);

    /// <summary>The leads in which counterfeits were found.</summary>
    public IReadOnlyList<Lead> Seized => _seized;

    /// <summary>Records that were streamed in meanwhile and accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>The shipments that were disclosed to customs, with leads and for its requests.</summary>
    public IReadOnlyList<RecordName> Views => _views;

    public async Task RunAsync(CancellationToken cancellation)
    {
        story.Chapter($"5. Day by day customs inspects {PerMille} of each 1 000 consignments that arrive, chosen by what was known before the day began");
        var border = new Border(cast["customs"], cast["parcelwing"], truth);
        var known = calendar.DaysOfArrival[0];
        foreach (var day in calendar.DaysOfArrival)
        {
            await PushAsync(known, day, cancellation);
            known = day;
            var list = await LeadList.TakeAsync(cast["customs"], day, PerMille, cancellation);
            var compared = await comparison.TakeAsync(day, calendar.ArrivalsOn(day), cancellation);
            var findings = await border.InspectAsync(list.Leads, cancellation);
            _views.AddRange([.. list.Views, .. compared.Views, .. list.Leads.Select(lead => lead.Shipment.Name)]);
            Count(day, list, findings);
        }

        await TellAsync(cancellation);
    }

    private async Task PushAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation)
    {
        var (outcomes, _) = await Pushing.PushAsync(cast, calendar.Observed(from, before), cancellation);
        Accepted += outcomes[SubmitOutcome.Accepted];
    }

    private void Count(DateTimeOffset day, LeadList list, IReadOnlyDictionary<string, InspectionFinding> findings)
    {
        var seized = list.Leads.Where(lead => findings[lead.Shipment.Name.Id].Result == InspectionResult.Seized).ToList();
        _seized.AddRange(seized);
        Found.Add(list.Leads);
        story.Tell(string.Create(
            CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}  {calendar.ArrivalsOn(day),4} arrive  {list.Leads.Count,3} inspected  {seized.Count,3} counterfeit"));
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        var told = await FoundAsync(cancellation);
        var results = told.CountBy(own => own.Inspection.Finding?.Result ?? InspectionResult.Unspecified).ToDictionary();
        story.Holds(
            results.GetValueOrDefault(InspectionResult.Seized) == Found.Counterfeit && results.GetValueOrDefault(InspectionResult.Released) == Found.Leads - Found.Counterfeit,
            $"{Story.Number(Found.Leads)} consignments asked for, held, examined and told of: {Story.Number(Found.Counterfeit)} seized, {Story.Number(Found.Leads - Found.Counterfeit)} released");
        story.Tell(string.Create(
            CultureInfo.InvariantCulture, $"{Found.Precision:0} of 100 inspections found counterfeits; {Found.Share:0} of 100 counterfeit consignments were found"));
        var leadTimes = _seized.Select(lead => lead.EstimatedArrival.ToDateTimeOffset() - IntelRecord.Parser.ParseFrom(lead.Shipment.Record).ObservedAt.ToDateTimeOffset()).Order().ToList();
        story.Tell(string.Create(
            CultureInfo.InvariantCulture, $"lead time, from the carrier's word to the arrival: {leadTimes[0].TotalHours:0} h at least, {leadTimes[leadTimes.Count / 2].TotalHours:0} h in the middle"));
    }

    /// <summary>All inspections. What was found a moment ago has its place in the ledger a moment later.</summary>
    private async Task<IReadOnlyList<OwnInspection>> FoundAsync(CancellationToken cancellation)
    {
        var request = new ListInspectionsRequest { Purpose = Purpose.BorderTargeting };
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var all = (await cast["customs"].Targeting.ListInspectionsAsync(request, cancellationToken: cancellation)).Inspections;
            if (all.Count(own => own.Inspection.Finding is not null) == Found.Leads || Stopwatch.GetElapsedTime(began) > Patience)
                return all;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }
}

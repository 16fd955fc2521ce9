using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.V1;

namespace SharingHub.Scoring.Tests;

/// <summary>
/// An operation as it went: every consignment scored when its record came, with nothing known that was observed later; each day the highest scores of
/// that day's arrivals are inspected.
/// </summary>
internal sealed class Campaign
{
    private readonly List<(DateOnly Day, string Id, LeadScore Score)> scored = [];

    private Campaign(ScoringEngine engine) => Engine = engine;

    public ScoringEngine Engine { get; }

    /// <param name="contributors">Whose intelligence is joined; the carrier's consignments always are.</param>
    public static Campaign Of(Operation operation, params string[] contributors) => Of(operation, 0, _ => false, contributors);

    /// <param name="examined">So large a share of each day's arrivals is examined in the evening, and customs is told what was found.</param>
    /// <param name="counterfeit">By id: whether an examination finds the consignment counterfeit.</param>
    public static Campaign Of(Operation operation, double examined, Func<string, bool> counterfeit, params string[] contributors) =>
        Of(operation.Records.Where(view => view.Contributor == "parcelwing" || contributors.Contains(view.Contributor)), examined, counterfeit);

    /// <param name="records">In the order in which they were observed.</param>
    public static Campaign Of(IEnumerable<JoinView> records, double examined, Func<string, bool> counterfeit)
    {
        var campaign = new Campaign(NewEngine());
        var today = DateOnly.MinValue;
        foreach (var view in records)
        {
            var day = DateOnly.FromDateTime(view.Record.ObservedAt.ToDateTime());
            if (day != today) campaign.Examine(today, examined, counterfeit);
            today = day;
            if (campaign.Engine.Observe(view) is { } score) campaign.scored.Add((day, view.Record.Id, score));
        }
        campaign.Examine(today, examined, counterfeit);
        return campaign;
    }

    /// <summary>Ids of what is inspected when so large a share of each day's arrivals is, to the nearest whole number; equal scores in the order of arrival.</summary>
    /// <param name="without">Reasons that are left out of the scores.</param>
    public IEnumerable<string> Inspected(double share, ScoreReasonKind? without) => Inspected(scored, share, without);

    public static ScoringEngine NewEngine() => new("customs", new TokenKey(new byte[32]), []);

    private static IEnumerable<string> Inspected(IEnumerable<(DateOnly Day, string Id, LeadScore Score)> scored, double share, ScoreReasonKind? without) =>
        scored.GroupBy(one => one.Day)
            .SelectMany(day => day.OrderByDescending(one => LogOdds(one.Score, without)).Take((int)Math.Round(day.Count() * share, MidpointRounding.AwayFromZero)))
            .Select(one => one.Id);

    private static double LogOdds(LeadScore score, ScoreReasonKind? without) =>
        score.LogOdds - score.Reasons.Where(reason => reason.Kind == without).Sum(reason => reason.Weight);

    private void Examine(DateOnly day, double share, Func<string, bool> counterfeit)
    {
        if (share == 0) return;
        foreach (var id in Inspected(scored.Where(one => one.Day == day), share, null))
        {
            var body = new InspectionOutcome
            {
                Result = counterfeit(id) ? InspectionResult.Seized : InspectionResult.Released,
                ExaminedAt = day.ToDateTime(new TimeOnly(23, 59, 59), DateTimeKind.Utc).ToTimestamp(),
            };
            var outcome = new IntelRecord { Id = id, ObservedAt = body.ExaminedAt, Confidence = 100, InspectionOutcome = body };
            outcome.Links.Add(new RecordLink { Kind = RecordKind.Shipment, Contributor = "parcelwing", Id = id, Role = LinkRole.About });
            Engine.Observe(new JoinView("customs", outcome, CorrelationRelease.Contributor, new HashSet<string>()));
        }
    }
}

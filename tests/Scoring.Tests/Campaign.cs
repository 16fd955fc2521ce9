using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Targeting.Scoring;

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
    public static Campaign Of(Operation operation, params string[] contributors)
    {
        var campaign = new Campaign(NewEngine());
        foreach (var view in operation.Records)
        {
            if (view.Contributor != "parcelwing" && !contributors.Contains(view.Contributor)) continue;
            if (campaign.Engine.Observe(view) is { } score)
                campaign.scored.Add((DateOnly.FromDateTime(view.Record.ObservedAt.ToDateTime()), view.Record.Id, score));
        }
        return campaign;
    }

    /// <summary>Ids of what is inspected when so large a share of each day's arrivals is, to the nearest whole number; equal scores in the order of arrival.</summary>
    /// <param name="without">Reasons that are left out of the scores.</param>
    public IEnumerable<string> Inspected(double share, ScoreReasonKind? without) => scored.GroupBy(one => one.Day)
        .SelectMany(day => day.OrderByDescending(one => one.Score.LogOdds - one.Score.Reasons.Where(reason => reason.Kind == without).Sum(reason => reason.Weight)).Take((int)Math.Round(day.Count() * share, MidpointRounding.AwayFromZero)))
        .Select(one => one.Id);

    public static ScoringEngine NewEngine() => new(new TokenKey(new byte[32]), []);
}

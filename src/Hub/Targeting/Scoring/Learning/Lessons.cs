using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>
/// What the recipient's own examinations have taught about contributors and kinds of reason: how often what they pointed at was seized, beside how often it
/// was to be. Only examined consignments teach, and what is expected of them is reckoned without what was taught before: nothing learned confirms itself.
/// </summary>
internal sealed class Lessons
{
    // As if so many seizures had been expected and made: a few outcomes move little.
    private const double Prior = 10;

    // A contributor's word is never worth nothing, or it could not be seen to have mended; nor much more than it says of itself.
    private const double Least = 0.5;
    private const double Most = 1.25;

    private readonly Tallies<ScoreReasonKind> byKind = new();
    private readonly Tallies<string> byContributor = new();
    private readonly Tallies<DateOnly> byMonth = new();
    private Tally all;

    /// <param name="predicted">How the consignment scored before. What speaks against inspecting it teaches nothing.</param>
    public void Teach(Outcome outcome, LeadScore predicted)
    {
        var (seized, probability) = (outcome.Seized, predicted.Probability);
        all = all.With(seized, probability);
        var day = DateTimeOffset.FromUnixTimeSeconds(outcome.ExaminedAt).UtcDateTime;
        byMonth.Add([(new DateOnly(day.Year, day.Month, 1), CorrelationRelease.Score)], seized, probability);
        var pointing = predicted.Reasons.Where(reason => reason.Weight > 0).ToList();
        byKind.Add(pointing.Select(reason => (reason.Kind, reason.Release)), seized, probability);
        byContributor.Add(pointing.Where(reason => reason.Accuser is not null).Select(reason => (reason.Accuser!, reason.Release)), seized, probability);
    }

    /// <summary>By what an accusation of this contributor is multiplied, 0.5 to 1.25; 1 before anything was taught.</summary>
    public double OfContributor(string contributor) => Reliability(byContributor.Of(contributor));

    /// <summary>The same of reasons that rest on no single record.</summary>
    public double OfKind(ScoreReasonKind kind) => Reliability(byKind.Of(kind));

    public YieldFigures Yield() => new(
        all,
        [.. byKind.All.OrderBy(one => one.Of).Select(one => new KindYield(one.Of, one.Tally, Accuses(one.Of) ? null : Reliability(one.Tally)))],
        [
            .. byContributor.All.OrderBy(one => one.Of, StringComparer.Ordinal)
                .Select(one => new ContributorYield(one.Of, one.Release, one.Tally, Reliability(one.Tally))),
        ],
        [.. byMonth.All.OrderBy(one => one.Of).Select(one => new MonthYield(one.Of, one.Tally))]);

    private static double Reliability(Tally tally) => Math.Clamp((tally.Seized + Prior) / (tally.Expected + Prior), Least, Most);

    private static bool Accuses(ScoreReasonKind kind) => kind is ScoreReasonKind.AccusedParty or ScoreReasonKind.AccusedCarriage;
}

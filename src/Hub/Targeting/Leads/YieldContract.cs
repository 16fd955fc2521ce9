using System.Globalization;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Targeting.Scoring.Learning;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>What a recipient's own examinations came to, as far as it may be told whose records pointed there.</summary>
internal static class YieldContract
{
    private const string Others = "others";

    public static Answer<GetYieldResponse> Of(Picture picture)
    {
        var figures = picture.Yield();
        var response = new GetYieldResponse();
        response.ByReason.AddRange(figures.Kinds.Where(row => row.Kind == ScoreReasonKind.Goods || !picture.HoldsUntold)
            .Select(row => Row(WordOf(row.Kind), row.Tally, row.Reliability)));
        response.ByContributor.AddRange(figures.Contributors.Where(row => row.Release == CorrelationRelease.Contributor)
            .Select(row => Row(row.Contributor, row.Tally, row.Reliability)));
        response.ByContributor.AddRange(figures.Contributors.Where(row => row.Release == CorrelationRelease.Count)
            .GroupBy(_ => Others, row => row.Tally).Select(rows => Row(rows.Key, rows.Aggregate((sum, one) => sum + one), null)));
        response.ByMonth.AddRange(figures.Months.Select(row => Row(row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), row.Tally, null)));
        return new Answer<GetYieldResponse>(response, []);
    }

    private static Yield Row(string key, Tally tally, double? reliability) => new()
    {
        Key = key,
        Examined = (uint)tally.Examined,
        Seized = (uint)tally.Seized,
        Expected = tally.Expected,
        Reliability = reliability ?? 0,
    };

    private static string WordOf(ScoreReasonKind kind) => kind switch
    {
        ScoreReasonKind.AccusedParty => "accused_party",
        ScoreReasonKind.AccusedCarriage => "accused_carriage",
        ScoreReasonKind.SharedParty => "shared_party",
        _ => "goods",
    };
}

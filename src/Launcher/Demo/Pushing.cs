using System.Diagnostics;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>All contributors that have something stream it in, at the same time.</summary>
internal static class Pushing
{
    /// <returns>How many results of each outcome the hub gave, and how long it took.</returns>
    public static async Task<(IReadOnlyDictionary<SubmitOutcome, int> Outcomes, TimeSpan Took)> PushAsync(
        Cast cast, IReadOnlyDictionary<string, List<IntelRecord>> feeds, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(feeds.Where(feed => feed.Value.Count > 0).Select(feed => PushAsync(cast[feed.Key], feed.Value, cancellation)));
        var took = Stopwatch.GetElapsedTime(began);
        var outcomes = Enum.GetValues<SubmitOutcome>().ToDictionary(o => o, o => results.Sum(r => r.Count(s => s == o)));
        return (outcomes, took);
    }

    private static async Task<List<SubmitOutcome>> PushAsync(HubConnection hub, List<IntelRecord> records, CancellationToken cancellation)
    {
        await using var submitter = new Submitter(hub);
        var outcomes = new List<SubmitOutcome>(records.Count);
        await foreach (var result in submitter.SubmitAllAsync(records.ToAsyncEnumerable(), cancellation))
        {
            outcomes.Add(result.Outcome);
        }

        return outcomes;
    }
}

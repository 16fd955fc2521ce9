using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>Pulls from beginning to end; from the hub and from the bare server alike.</summary>
internal static class Pulling
{
    /// <param name="hub">As whom, and where from.</param>
    /// <param name="query">What to ask for.</param>
    /// <param name="pageSize">Records a message; 0 leaves it to the server.</param>
    /// <param name="expected">How many records must come.</param>
    /// <param name="cancellation">Ends the pull.</param>
    /// <param name="look">At each page.</param>
    /// <returns>From the call to the end marker.</returns>
    /// <exception cref="MeasurementException">Another number of records came, or another end.</exception>
    public static async Task<TimeSpan> RunAsync(HubConnection hub, RecordQuery query, uint pageSize, int expected, CancellationToken cancellation, Action<Page>? look = null)
    {
        var began = Stopwatch.GetTimestamp();
        using var call = hub.Disclosure.Pull(new PullRequest { Query = query, PageSize = pageSize }, cancellationToken: cancellation);
        var came = 0;
        End? end = null;
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            if (call.ResponseStream.Current.Page is { } page)
            {
                came += page.Views.Count;
                look?.Invoke(page);
            }

            end = call.ResponseStream.Current.End;
        }

        var took = Stopwatch.GetElapsedTime(began);
        return end?.Reason == EndReason.Complete && came == expected
            ? took
            : throw new MeasurementException($"{came} records came instead of {expected}, and {end?.Reason.ToString() ?? "no end"}");
    }
}

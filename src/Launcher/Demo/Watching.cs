using System.Diagnostics;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>The last agreement under an open watch is terminated.</summary>
internal static class Watching
{
    /// <returns>The end that the watcher got, and how long after the termination was asked for.</returns>
    public static async Task<(End? End, TimeSpan After, List<RecordName> Received)> EndByTerminationAsync(
        HubConnection recipient, HubConnection provider, RecordQuery query, string reason, CancellationToken cancellation)
    {
        var (terminated, received) = (0L, new List<RecordName>());
        await foreach (var next in recipient.SubscribeAsync(query, new MemoryCursorStore(), cancel: cancellation))
        {
            switch (next)
            {
                case PageReceived { Page: var page }:
                    received.AddRange(page.Views.Select(view => view.Name));
                    break;
                case CaughtUpReached:
                    var agreements = await provider.Agreements.ListAsync(new AgreementServiceListRequest { InForceOnly = true }, cancellationToken: cancellation);
                    var between = agreements.Agreements.Single(a =>
                        a.Terms.Provider == query.Contributors[0] && a.Terms.Grants.Any(g => g.Read is not null && g.Purposes.Contains(query.Purpose)));
                    terminated = Stopwatch.GetTimestamp();
                    await provider.Agreements.TerminateAsync(new TerminateRequest { AgreementId = between.Id, Reason = reason }, cancellationToken: cancellation);
                    break;
                case SubscriptionEnded { End: var end }:
                    return (end, Stopwatch.GetElapsedTime(terminated), received);
            }
        }

        return (null, TimeSpan.MaxValue, received);
    }
}

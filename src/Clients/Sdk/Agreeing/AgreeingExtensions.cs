using System.Runtime.CompilerServices;
using Grpc.Core;
using SharingHub.Sdk.Connecting;
using SharingHub.V1;

namespace SharingHub.Sdk.Agreeing;

/// <summary>Following agreements.</summary>
public static class AgreeingExtensions
{
    // A token that runs out on a younger stream points at wrong clocks; then each new stream waits as after a break.
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Yields the agreements of the caller's member (for an auditor, all), then each again when it changed, over as many streams as it
    /// takes. What has not changed over a break is not yielded again.
    /// </summary>
    /// <param name="hub">The connection.</param>
    /// <param name="cancel">Ends the watch; nothing else does.</param>
    /// <exception cref="HubException">The hub refuses, or the time for retries is over.</exception>
    public static async IAsyncEnumerable<AgreementChange> WatchAgreementsAsync(
        this HubConnection hub, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var persistence = hub.Persist("watch");
        var told = new Dictionary<string, AgreementChange>();
        while (true)
        {
            using var call = hub.Agreements.Watch(new AgreementServiceWatchRequest(), cancellationToken: cancel);
            var opened = hub.Options.Time.GetTimestamp();
            HubException? broke = null;
            while (broke is null)
            {
                AgreementServiceWatchResponse? next = null;
                try
                {
                    next = await call.ResponseStream.NextAsync(hub.Options, cancel) ? call.ResponseStream.Current : throw StreamReading.EndedWithoutMarker();
                }
                catch (HubException cause)
                {
                    broke = cause;
                    continue;
                }

                persistence.Progress();
                if (next.Change is { } change && IsNew(change, told.GetValueOrDefault(change.Agreement.Id)))
                {
                    told[change.Agreement.Id] = change;
                    yield return change;
                }
            }

            var ranOut = broke.StatusCode == StatusCode.Unauthenticated && hub.Options.Time.GetElapsedTime(opened) >= ShortLife;
            if (!ranOut)
                await persistence.AfterBreakAsync(broke, cancel);
        }
    }

    private static bool IsNew(AgreementChange change, AgreementChange? held) =>
        held is null || held.What != change.What || !held.Agreement.Equals(change.Agreement);
}

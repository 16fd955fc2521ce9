using System.Runtime.CompilerServices;
using Grpc.Core;
using SharingHub.Sdk.Connecting;
using SharingHub.V1;

namespace SharingHub.Sdk.Auditing;

/// <summary>Reading history.</summary>
public static class AuditingExtensions
{
    /// <summary>
    /// Replays history in ledger order, over as many streams as it takes. The sequence ends only at the hub's end marker, after as many
    /// events as that marker counts.
    /// </summary>
    /// <param name="hub">The connection of an auditor.</param>
    /// <param name="request">From, to, and which. Without <c>to_index</c> it ends where history ended when the last stream was opened.</param>
    /// <param name="cancel">Ends the replay.</param>
    /// <exception cref="HubException">The hub refuses, the time for retries is over, or (DATA_LOSS) fewer events came than were sent.</exception>
    public static async IAsyncEnumerable<HistoryEvent> ReplayAsync(
        this HubConnection hub, ReplayRequest request, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(request);
        var persistence = hub.Persist("replay");
        var from = request.Clone();
        while (true)
        {
            using var call = hub.Audit.Replay(from, cancellationToken: cancel);
            var received = 0uL;
            HubException? broke = null;
            while (broke is null)
            {
                ReplayResponse? next = null;
                try
                {
                    next = await call.ResponseStream.NextAsync(hub.Options, cancel) ? call.ResponseStream.Current : throw StreamReading.EndedWithoutMarker();
                }
                catch (HubException cause)
                {
                    broke = cause;
                    continue;
                }

                if (next.End is { } end)
                {
                    if (end.Events != received)
                        throw new HubException(StatusCode.DataLoss, "", $"The hub sent {end.Events} events on this stream; {received} came.");
                    yield break;
                }

                foreach (var item in next.Page?.Events ?? [])
                {
                    received++;
                    from.FromIndex = item.Index + 1;
                    yield return item;
                }

                persistence.Progress();
            }

            await persistence.AfterBreakAsync(broke, cancel);
        }
    }

    /// <summary>What was disclosed to a member, for that member and auditors.</summary>
    /// <param name="hub">The connection.</param>
    /// <param name="member">Member id.</param>
    /// <param name="agreementId">Only under this agreement; empty for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="HubException">The hub refuses, or the stream broke: what came before is not all.</exception>
    public static async IAsyncEnumerable<RecordDisclosure> WhatReachedAsync(
        this HubConnection hub, string member, string agreementId = "", [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        using var call = hub.Audit.WhatReached(new WhatReachedRequest { Member = member, AgreementId = agreementId }, cancellationToken: cancel);
        while (await call.ResponseStream.NextAsync(hub.Options, cancel))
        {
            foreach (var disclosure in call.ResponseStream.Current.Disclosures)
                yield return disclosure;
        }
    }
}

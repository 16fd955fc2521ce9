using System.Runtime.CompilerServices;
using Grpc.Core;
using SharingHub.Sdk.Connecting;
using SharingHub.Sdk.Keeping;
using SharingHub.V1;

namespace SharingHub.Sdk.Receiving;

/// <summary>
/// What pulling and subscribing share: one event sequence over as many streams as it takes. A page's cursor is stored, and the page
/// acknowledged, only after the consumer came back for more. The last event is the end that no new stream would get past.
/// </summary>
internal sealed class Receiver(HubConnection hub, ICursorStore cursors, ReceivingOptions options, Purpose purpose, string what, Func<string, CancellationToken, ReceivingStream> open)
{
    // A token that ran out on a younger stream points at wrong clocks; then each new stream waits as after a break.
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    private readonly Persistence _persistence = hub.Persist(what, options.RetryFor);

    public async IAsyncEnumerable<SubscriptionEvent> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var cursor = await cursors.LoadAsync(cancel) ?? "";
        var sayCaughtUp = true;
        while (true)
        {
            using var stream = open(cursor, cancel);
            var opened = hub.Options.Time.GetTimestamp();
            var received = 0uL;
            HubException? broke = null;
            var atOnce = false;
            while (broke is null)
            {
                SubscriptionEvent? next = null;
                try
                {
                    next = await stream.NextAsync(cancel);
                }
                catch (HubException cause)
                {
                    broke = cause;
                    continue;
                }

                _persistence.Admitted();
                switch (next)
                {
                    case PageReceived { Page: var page }:
                        received += (ulong)(page.Views.Count + page.Notices.Count);
                        if (options.Receipts is { } receipts)
                            await receipts.KeepAsync([.. KeptDisclosure.Of(page, purpose)], cancel);
                        yield return next;
                        await DoneAsync(page, cancel);
                        cursor = page.Cursor;
                        sayCaughtUp = true;
                        _persistence.Progress();
                        break;
                    case CaughtUpReached caughtUp:
                        if (sayCaughtUp)
                            yield return next;
                        sayCaughtUp = false;
                        cursor = await AdvanceAsync(cursor, caughtUp.Cursor, cancel);
                        break;
                    case AgreementChanged:
                        yield return next;
                        break;
                    case LeadsChanged { Page: var page }:
                        if (options.Receipts is { } store)
                            await store.KeepAsync([.. KeptDisclosure.Of(page, purpose)], cancel);
                        yield return next;
                        await AcknowledgeAsync(page.Disclosures, cancel);
                        sayCaughtUp = true;
                        _persistence.Progress();
                        break;
                    case InspectionChanged:
                        yield return next;
                        _persistence.Progress();
                        break;
                    case SubscriptionEnded { End: var end }:
                        if (end.Records > received)
                            throw new HubException(StatusCode.DataLoss, "", $"The hub sent {end.Records} records on this stream; {received} came.");
                        cursor = await AdvanceAsync(cursor, end.Cursor, cancel);
                        if (!CanGoOn(end.Reason))
                        {
                            yield return next;
                            yield break;
                        }

                        hub.Tokens.ForgetAll();
                        atOnce = end.Reason == EndReason.TokenExpired && hub.Options.Time.GetElapsedTime(opened) >= ShortLife;
                        broke = new HubException(StatusCode.Unavailable, "", $"The hub ended the stream: {end.Reason.ToName()}.");
                        break;
                }
            }

            if (!atOnce)
                await _persistence.AfterBreakAsync(broke, cancel);
        }
    }

    private static bool CanGoOn(EndReason reason) => reason is EndReason.TokenExpired or EndReason.ServerStopping;

    private async Task DoneAsync(Page page, CancellationToken cancel)
    {
        await cursors.SaveAsync(page.Cursor, cancel);
        await AcknowledgeAsync(page.Disclosures, cancel);
    }

    private async Task AcknowledgeAsync(IEnumerable<DisclosureReference> disclosures, CancellationToken cancel)
    {
        if (options.Acknowledge)
            await Acknowledger.AcknowledgeAsync(hub, disclosures.Select(d => d.DisclosureId), options.RetryFor, cancel);
    }

    private async Task<string> AdvanceAsync(string present, string next, CancellationToken cancel)
    {
        if (next.Length == 0 || next == present)
            return present;
        await cursors.SaveAsync(next, cancel);
        return next;
    }
}

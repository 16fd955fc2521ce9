using Grpc.Core;
using SharingHub.Sdk.Connecting;
using SharingHub.V1;

namespace SharingHub.Sdk.Receiving;

/// <summary>One stream that is received, as events. Heartbeats are swallowed; an end without marker is a break.</summary>
internal abstract class ReceivingStream : IDisposable
{
    public abstract Task<SubscriptionEvent> NextAsync(CancellationToken cancel);

    public abstract void Dispose();

    public static ReceivingStream Pull(HubConnection hub, PullRequest request, CancellationToken cancel) =>
        new Of<PullResponse>(hub, hub.Disclosure.Pull(request, cancellationToken: cancel), response => response.EventCase switch
        {
            PullResponse.EventOneofCase.Page => new PageReceived(response.Page),
            PullResponse.EventOneofCase.End => new SubscriptionEnded(response.End),
            _ => null,
        });

    public static ReceivingStream Subscribe(HubConnection hub, SubscribeRequest request, CancellationToken cancel) =>
        new Of<SubscribeResponse>(hub, hub.Disclosure.Subscribe(request, cancellationToken: cancel), response => response.EventCase switch
        {
            SubscribeResponse.EventOneofCase.Page => new PageReceived(response.Page),
            SubscribeResponse.EventOneofCase.CaughtUp => new CaughtUpReached(response.CaughtUp.Cursor),
            SubscribeResponse.EventOneofCase.Agreement => new AgreementChanged(response.Agreement),
            SubscribeResponse.EventOneofCase.End => new SubscriptionEnded(response.End),
            _ => null,
        });

    public static ReceivingStream Inspections(HubConnection hub, WatchInspectionsRequest request, CancellationToken cancel) =>
        new Of<WatchInspectionsResponse>(hub, hub.Targeting.WatchInspections(request, cancellationToken: cancel), response => response.EventCase switch
        {
            WatchInspectionsResponse.EventOneofCase.Own => new InspectionChanged(response.Own),
            WatchInspectionsResponse.EventOneofCase.Page => new PageReceived(response.Page),
            WatchInspectionsResponse.EventOneofCase.CaughtUp => new CaughtUpReached(response.CaughtUp.Cursor),
            WatchInspectionsResponse.EventOneofCase.Agreement => new AgreementChanged(response.Agreement),
            WatchInspectionsResponse.EventOneofCase.End => new SubscriptionEnded(response.End),
            _ => null,
        });

    public static ReceivingStream Leads(HubConnection hub, WatchLeadsRequest request, CancellationToken cancel) =>
        new Of<WatchLeadsResponse>(hub, hub.Targeting.WatchLeads(request, cancellationToken: cancel), response => response.EventCase switch
        {
            WatchLeadsResponse.EventOneofCase.Page => new LeadsChanged(response.Page),
            WatchLeadsResponse.EventOneofCase.CaughtUp => new CaughtUpReached(response.CaughtUp.Cursor),
            WatchLeadsResponse.EventOneofCase.End => new SubscriptionEnded(response.End),
            _ => null,
        });

    private sealed class Of<T>(HubConnection hub, AsyncServerStreamingCall<T> call, Func<T, SubscriptionEvent?> read) : ReceivingStream
    {
        public override async Task<SubscriptionEvent> NextAsync(CancellationToken cancel)
        {
            while (await call.ResponseStream.NextAsync(hub.Options, cancel))
            {
                if (read(call.ResponseStream.Current) is { } next)
                    return next;
            }

            throw StreamReading.EndedWithoutMarker();
        }

        public override void Dispose() => call.Dispose();
    }
}

using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Sdk.Leads;

/// <summary>Following leads.</summary>
public static class LeadExtensions
{
    /// <summary>
    /// Follows the leads that are worth the caller's inspections over as many streams as it takes: <see cref="LeadsChanged"/> for those there are, then
    /// <see cref="CaughtUpReached"/>, then <see cref="LeadsChanged"/> whenever there are others. After a break the leads come again, and those that are
    /// none any more are named as dropped before the caught-up mark.
    /// </summary>
    /// <param name="hub">The connection.</param>
    /// <param name="request">Purpose, budget, and which arrivals.</param>
    /// <param name="options">Acknowledgement, receipts and retries.</param>
    /// <param name="cancel">Ends the watch.</param>
    /// <returns>The last item is <see cref="SubscriptionEnded"/>.</returns>
    /// <exception cref="HubException">The hub refuses, or the time for retries is over.</exception>
    public static IAsyncEnumerable<SubscriptionEvent> WatchLeadsAsync(
        this HubConnection hub, WatchLeadsRequest request, ReceivingOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(request);
        var told = new HashSet<RecordName>();
        return new Receiver(
            hub, new MemoryCursorStore(), options ?? new ReceivingOptions(), request.Purpose, "leads",
            (_, stop) => new LeadStream(ReceivingStream.Leads(hub, request, stop), told)).RunAsync(cancel);
    }
}

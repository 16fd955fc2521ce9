using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Sdk.Inspecting;

/// <summary>Following inspections.</summary>
public static class InspectingExtensions
{
    /// <summary>
    /// Follows inspections over as many streams as it takes. An agency gets its own as <see cref="InspectionChanged"/>: those that are open, then each again
    /// when anything about it changes; after a break the open ones come again. A carrier gets those addressed to it as <see cref="PageReceived"/>.
    /// </summary>
    /// <param name="hub">The connection.</param>
    /// <param name="purpose">Why the caller asks.</param>
    /// <param name="cursors">For a carrier, where to go on from. Stored after the consumer is done with a page: at least once.</param>
    /// <param name="options">Acknowledgement and retries.</param>
    /// <param name="cancel">Ends the watch.</param>
    /// <returns>The last item is <see cref="SubscriptionEnded"/>.</returns>
    /// <exception cref="HubException">The hub refuses, or the time for retries is over.</exception>
    public static IAsyncEnumerable<SubscriptionEvent> WatchInspectionsAsync(
        this HubConnection hub, Purpose purpose, ICursorStore cursors, ReceivingOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(cursors);
        return new Receiver(hub, cursors, options ?? new ReceivingOptions(), purpose, "inspections", (cursor, stop) => ReceivingStream.Inspections(
            hub, new WatchInspectionsRequest { Purpose = purpose, Cursor = cursor }, stop)).RunAsync(cancel);
    }
}

using System.Runtime.CompilerServices;
using SharingHub.V1;

namespace SharingHub.Sdk.Receiving;

/// <summary>Receiving what agreements allow: pull, subscribe, get, catalogue, acknowledge. Every query states its purpose.</summary>
public static class ReceivingExtensions
{
    /// <summary>
    /// Pulls what the caller may read now. The sequence ends only when the hub said that it is complete; breaks and token expiry are
    /// got past from the last page that the consumer was done with.
    /// </summary>
    /// <param name="hub">The connection.</param>
    /// <param name="query">Purpose, kinds, contributors.</param>
    /// <param name="cursors">Where to begin, and where the cursor goes after each page. Default: from the beginning, kept in memory.</param>
    /// <param name="options">Page size, acknowledgement, retries.</param>
    /// <param name="cancel">Ends the pull.</param>
    /// <returns>Pages of at most the page size; none when nothing is granted.</returns>
    /// <exception cref="AgreementEndedException">The last agreement that could feed the query ended.</exception>
    /// <exception cref="AccessEndedException">The member is suspended or the client revoked.</exception>
    /// <exception cref="HubException">The hub refuses, or the time for retries is over.</exception>
    public static async IAsyncEnumerable<Page> PullAsync(
        this HubConnection hub,
        RecordQuery query,
        ICursorStore? cursors = null,
        ReceivingOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(query);
        options ??= new ReceivingOptions();
        var receiver = new Receiver(hub, cursors ?? new MemoryCursorStore(), options, query.Purpose, "pull", (cursor, stop) => ReceivingStream.Pull(
            hub, new PullRequest { Query = query, Cursor = cursor, PageSize = (uint)options.PageSize }, stop));
        await foreach (var next in receiver.RunAsync(cancel))
        {
            if (next is PageReceived { Page: var page })
                yield return page;
            else if (next is SubscriptionEnded { End: var end } && end.Reason != EndReason.Complete)
                throw StreamEndedException.For(end);
        }
    }

    /// <summary>Receives what the caller may read now, then what arrives, until an end that subscribing again would not get past.</summary>
    /// <param name="hub">The connection.</param>
    /// <param name="query">Purpose, kinds, contributors.</param>
    /// <param name="cursors">Where to go on from. Stored after the consumer is done with a page: at least once.</param>
    /// <param name="options">Page size, acknowledgement, retries.</param>
    /// <param name="cancel">Ends the subscription.</param>
    /// <returns>Pages, caught-up marks and agreement notices; the last item is <see cref="SubscriptionEnded"/>.</returns>
    /// <exception cref="HubException">The hub refuses, or the time for retries is over.</exception>
    public static IAsyncEnumerable<SubscriptionEvent> SubscribeAsync(
        this HubConnection hub, RecordQuery query, ICursorStore cursors, ReceivingOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(cursors);
        options ??= new ReceivingOptions();
        return new Receiver(hub, cursors, options, query.Purpose, "subscribe", (cursor, stop) => ReceivingStream.Subscribe(
            hub, new SubscribeRequest { Query = query, Cursor = cursor, PageSize = (uint)options.PageSize }, stop)).RunAsync(cancel);
    }

    /// <summary>Gets one record. Of one that the caller received before and that was expunged since, the answer holds a notice instead.</summary>
    /// <exception cref="HubException">NOT_FOUND: not there, or not for the caller.</exception>
    public static async Task<GetResponse> GetAsync(this HubConnection hub, Purpose purpose, RecordName name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return await hub.Disclosure.GetAsync(new GetRequest { Purpose = purpose, Name = name }, cancellationToken: cancel);
    }

    /// <summary>Says what is on offer to the caller for a purpose.</summary>
    /// <exception cref="HubException">The hub refuses or does not answer.</exception>
    public static async Task<IReadOnlyList<CatalogEntry>> ListCatalogAsync(this HubConnection hub, Purpose purpose, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return (await hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = purpose }, cancellationToken: cancel)).Entries;
    }

    /// <summary>Says that the caller holds what was disclosed. Goes on trying over breaks; saying it twice does no harm.</summary>
    /// <param name="hub">The connection.</param>
    /// <param name="disclosureIds">Any number.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>How many were not acknowledged before.</returns>
    /// <exception cref="HubException">The hub refuses, or the time for retries is over.</exception>
    public static Task<int> AcknowledgeAsync(this HubConnection hub, IEnumerable<string> disclosureIds, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return Acknowledger.AcknowledgeAsync(hub, disclosureIds, hub.Options.RetryFor, cancel);
    }
}

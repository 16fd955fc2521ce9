using SharingHub.V1;

namespace SharingHub.Sdk.Receiving;

internal static class Acknowledger
{
    // The contract's limit for one call.
    private const int MaxIds = 1000;

    /// <summary>Acknowledges, however long the hub is away; saying it twice does no harm.</summary>
    public static async Task<int> AcknowledgeAsync(HubConnection hub, IEnumerable<string> ids, TimeSpan? retryFor, CancellationToken cancel)
    {
        var persistence = hub.Persist("acknowledge", retryFor);
        var acknowledged = 0;
        foreach (var chunk in ids.Chunk(MaxIds))
        {
            while (true)
            {
                try
                {
                    var answer = await hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { chunk } }, cancellationToken: cancel);
                    acknowledged += (int)answer.Acknowledged;
                    persistence.Progress();
                    break;
                }
                catch (HubException cause)
                {
                    cancel.ThrowIfCancellationRequested();
                    await persistence.AfterBreakAsync(cause, cancel);
                }
            }
        }

        return acknowledged;
    }
}

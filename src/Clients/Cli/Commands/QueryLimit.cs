using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

internal static class QueryLimit
{
    /// <summary>Finishes the last page before stopping on purpose: leaving the sequence alone would count it as not received.</summary>
    public static async Task DoneAsync(HubConnection hub, Page page, ICursorStore cursors, ReceivingOptions options, CancellationToken cancel)
    {
        await cursors.SaveAsync(page.Cursor, cancel);
        if (options.Acknowledge)
            await hub.AcknowledgeAsync(page.Disclosures.Select(d => d.DisclosureId), cancel);
    }
}

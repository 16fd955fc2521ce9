using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.Sdk.Agreeing;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Follows agreements.</summary>
internal sealed class WatchAgreementsCommand : CliCommand
{
    public WatchAgreementsCommand()
        : base(
            "watch",
            "Shows your member's agreements (for an auditor, all), then each again when it changes, until Ctrl-C.",
            "sharinghub agreements watch --as amazonia",
            "sharinghub agreements watch --as amazonia --output ndjson")
    {
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        using var results = session.LiveResults("agreement", "status", "what", "delivered");
        await foreach (var change in hub.WatchAgreementsAsync(session.Cancel))
        {
            results.Add(
                Json.Of(change),
                Json.Agreement(change.Agreement.Id, change.Agreement.Revision), change.Agreement.Status.ToName(), change.What, $"{change.Delivered} delivered");
            results.Flush();
        }

        return ExitCode.Done;
    }
}

using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;

namespace SharingHub.Cli.Commands;

/// <summary>Receives what is there, then what arrives.</summary>
internal sealed class WatchCommand : CliCommand
{
    private readonly QueryOptions _query = new();

    public WatchCommand()
        : base(
            "watch",
            "Gets the records that agreements allow, then each new one as it arrives, until Ctrl-C or until the agreement ends.",
            "sharinghub watch --as customs --purpose border-targeting --cursor-file customs.cursor --ack")
    {
        foreach (var option in _query.All)
            Add(option);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        using var results = session.LiveResults(ViewWriter.Columns);
        var writer = new ViewWriter(results, _query.Limit(session));
        var (cursors, options) = (_query.Cursors(session), _query.Receiving(session));
        await foreach (var next in hub.SubscribeAsync(_query.Query(session), cursors, options, session.Cancel))
        {
            switch (next)
            {
                case PageReceived { Page: var page }:
                    var whole = writer.Write(page);
                    if (!writer.IsFull)
                        break;
                    if (whole)
                        await QueryLimit.DoneAsync(hub, page, cursors, options, session.Cancel);
                    session.Say($"{writer.Records} records, {writer.Notices} notices; stopped at --limit.");
                    return ExitCode.Done;
                case CaughtUpReached:
                    session.Say($"Caught up: {writer.Records} records, {writer.Notices} notices. Waiting for more.");
                    break;
                case AgreementChanged { Notice: var notice }:
                    session.Say($"Agreement {notice.AgreementId}: {notice.Change}.");
                    break;
                case SubscriptionEnded { End: var end }:
                    session.Say($"{end.Reason.ToName()}: {end.Message} {writer.Records} records, {writer.Notices} notices.");
                    break;
            }
        }

        return ExitCode.StreamEnded;
    }
}

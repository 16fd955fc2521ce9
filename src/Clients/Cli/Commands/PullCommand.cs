using SharingHub.Sdk.Receiving;

namespace SharingHub.Cli.Commands;

/// <summary>Pulls what may be read now.</summary>
internal sealed class PullCommand : CliCommand
{
    private readonly QueryOptions _query = new();

    public PullCommand()
        : base(
            "pull",
            "Gets the records that agreements allow now, and ends when the hub says that they are complete.",
            "sharinghub pull --as customs --purpose border-targeting --kind listing --output ndjson",
            "sharinghub pull --as customs --purpose border-targeting --cursor-file customs.cursor --ack   # what is new since the last time")
    {
        foreach (var option in _query.All)
            Add(option);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        using var results = session.Results(ViewWriter.Columns);
        var writer = new ViewWriter(results, _query.Limit(session));
        var (cursors, options) = (_query.Cursors(session), _query.Receiving(session));
        await foreach (var page in hub.PullAsync(_query.Query(session), cursors, options, session.Cancel))
        {
            var whole = writer.Write(page);
            if (!writer.IsFull)
                continue;
            if (whole)
                await QueryLimit.DoneAsync(hub, page, cursors, options, session.Cancel);
            session.Say($"{writer.Records} records, {writer.Notices} notices; stopped at --limit.");
            return ExitCode.Done;
        }

        session.Say($"{writer.Records} records, {writer.Notices} notices; complete.");
        return ExitCode.Done;
    }
}

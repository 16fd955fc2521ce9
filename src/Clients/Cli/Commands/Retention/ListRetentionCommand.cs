using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

/// <summary>Lists requests and holds.</summary>
internal sealed class ListRetentionCommand : CliCommand
{
    private readonly Option<bool> _all = new("--all") { Description = "Requests that ended as well: confirmed, withdrawn, expired." };

    public ListRetentionCommand()
        : base(
            "list",
            "Lists the open requests to expunge and the holds that stand: on your own records, for an auditor on all.",
            "sharinghub retention list --as amazonia",
            "sharinghub retention list --all --as inspectorate") => Add(_all);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var requests = await hub.Retention.ListExpungeRequestsAsync(new ListExpungeRequestsRequest { OpenOnly = !session.Get(_all) }, cancellationToken: session.Cancel);
        var holds = await hub.Retention.ListHoldsAsync(new ListHoldsRequest(), cancellationToken: session.Cancel);
        using var results = session.Results(RetentionRows.Columns);
        foreach (var request in requests.Requests)
            results.Add(request);
        foreach (var hold in holds.Holds)
            results.Add(hold);
        return ExitCode.Done;
    }
}

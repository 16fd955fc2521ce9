using SharingHub.Federation.V1;

namespace SharingHub.Cli.Commands.Peers;

/// <summary>Lists peer hubs.</summary>
internal sealed class ListPeersCommand() : CliCommand(
    "list", "Lists the peer hubs, and how far the exchange with each has come. For the operator and auditors.", "sharinghub peers list --as operator")
{
    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Peering.ListAsync(new ListRequest(), cancellationToken: session.Cancel);
        using var results = session.Results(PeerRows.Columns);
        foreach (var peer in answer.Peers)
            results.Add(peer);
        return ExitCode.Done;
    }
}

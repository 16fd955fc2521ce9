using System.CommandLine;
using SharingHub.Federation.V1;

namespace SharingHub.Cli.Commands.Peers;

/// <summary>Ends the exchange with a hub.</summary>
internal sealed class EndPeerCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The peer hub." };
    private readonly Option<string> _reason = new("--reason") { HelpName = "WORDS", Description = "Why, 1-500 characters.", Required = true };

    public EndPeerCommand()
        : base(
            "end",
            "Ends the exchange with a hub, for good. To stop it for a while: members suspend and reinstate.",
            "sharinghub peers end eu --reason \"The treaty ended\" --as operator")
    {
        Add(_id);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var request = new EndRequest { Id = session.Get(_id), Reason = session.Get(_reason) };
        return session.Write((await hub.Peering.EndAsync(request, cancellationToken: session.Cancel)).Peer);
    }
}

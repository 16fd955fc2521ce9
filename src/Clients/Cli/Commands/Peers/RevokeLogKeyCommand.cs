using System.CommandLine;
using SharingHub.Federation.V1;

namespace SharingHub.Cli.Commands.Peers;

/// <summary>Ends what add-log-key said.</summary>
internal sealed class RevokeLogKeyCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The peer hub." };
    private readonly Argument<string> _key = new("key") { HelpName = "VKEY", Description = "The verifier key: name+id+base64." };

    public RevokeLogKeyCommand()
        : base(
            "revoke-log-key",
            "Says that a key signs no longer. It does not come back.",
            "sharinghub peers revoke-log-key eu hub.eu.example/ledger/0+7f0bd2a1+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp --as operator")
    {
        Add(_id);
        Add(_key);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var request = new RevokeLogKeyRequest { Id = session.Get(_id), LogKey = session.Get(_key) };
        return session.Write((await hub.Peering.RevokeLogKeyAsync(request, cancellationToken: session.Cancel)).Peer);
    }
}

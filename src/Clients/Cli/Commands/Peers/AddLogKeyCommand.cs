using System.CommandLine;
using SharingHub.Federation.V1;

namespace SharingHub.Cli.Commands.Peers;

/// <summary>Adds a key of a peer's ledger.</summary>
internal sealed class AddLogKeyCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The peer hub." };
    private readonly Argument<string> _key = new("key") { HelpName = "VKEY", Description = "The verifier key: name+id+base64." };

    public AddLogKeyCommand()
        : base(
            "add-log-key",
            "Says that a peer's ledger is signed with this key too.",
            "sharinghub peers add-log-key eu hub.eu.example/ledger/0+7f0bd2a1+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp --as operator")
    {
        Add(_id);
        Add(_key);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var request = new AddLogKeyRequest { Id = session.Get(_id), LogKey = session.Get(_key) };
        return session.Write((await hub.Peering.AddLogKeyAsync(request, cancellationToken: session.Cancel)).Peer);
    }
}

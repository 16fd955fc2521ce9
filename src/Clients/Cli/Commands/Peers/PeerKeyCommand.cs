using System.CommandLine;
using SharingHub.Federation.V1;
using SharingHub.Sdk;

namespace SharingHub.Cli.Commands.Peers;

/// <summary>Names a key of a peer, or ends that.</summary>
internal sealed class PeerKeyCommand : CliCommand
{
    private const string LogKey = "hub.eu.example/ledger/0+7f0bd2a1+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp";
    private const string WitnessKey = "hub.eu.example/ledger/0/witness+6ffd0136+BOyHPg7gxMrTdayC0MESWsnLuRR2N0iYcNyjApkcd3Re";

    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The peer hub." };
    private readonly Argument<string> _key = new("key") { HelpName = "VKEY", Description = "The verifier key: name+id+base64." };
    private readonly Func<HubConnection, string, string, CancellationToken, Task<Peer>> _call;

    private PeerKeyCommand(string name, string summary, string example, Func<HubConnection, string, string, CancellationToken, Task<Peer>> call)
        : base(name, summary, $"sharinghub peers {name} eu {example} --as operator")
    {
        _call = call;
        Add(_id);
        Add(_key);
    }

    public static PeerKeyCommand AddLogKey() => new(
        "add-log-key", "Says that a peer's ledger is signed with this key too.", LogKey,
        async (hub, id, key, stop) => (await hub.Peering.AddLogKeyAsync(new AddLogKeyRequest { Id = id, LogKey = key }, cancellationToken: stop)).Peer);

    public static PeerKeyCommand RevokeLogKey() => new(
        "revoke-log-key", "Says that a key signs no longer. It does not come back.", LogKey,
        async (hub, id, key, stop) => (await hub.Peering.RevokeLogKeyAsync(new RevokeLogKeyRequest { Id = id, LogKey = key }, cancellationToken: stop)).Peer);

    public static PeerKeyCommand AddWitnessKey() => new(
        "add-witness-key", "Says that a peer cosigns this hub's ledger with this key.", WitnessKey,
        async (hub, id, key, stop) => (await hub.Peering.AddWitnessKeyAsync(new AddWitnessKeyRequest { Id = id, WitnessKey = key }, cancellationToken: stop)).Peer);

    public static PeerKeyCommand RevokeWitnessKey() => new(
        "revoke-witness-key", "Says that a key cosigns no longer. It does not come back.", WitnessKey,
        async (hub, id, key, stop) => (await hub.Peering.RevokeWitnessKeyAsync(new RevokeWitnessKeyRequest { Id = id, WitnessKey = key }, cancellationToken: stop)).Peer);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        return session.Write(await _call(hub, session.Get(_id)!, session.Get(_key)!, session.Cancel));
    }
}

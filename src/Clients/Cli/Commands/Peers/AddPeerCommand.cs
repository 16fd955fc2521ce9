using System.CommandLine;
using SharingHub.Federation.V1;

namespace SharingHub.Cli.Commands.Peers;

/// <summary>Makes another hub a member.</summary>
internal sealed class AddPeerCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "Its name here: [a-z][a-z0-9-]{1,62}. Its members are NAME@ID here." };
    private readonly Option<string> _name = new("--name") { HelpName = "WORDS", Description = "What people call it, 1-200 characters.", Required = true };
    private readonly Option<string> _address = new("--address") { HelpName = "URL", Description = "https address of its gateway.", Required = true };
    private readonly Option<FileInfo> _authority = new("--ca") { HelpName = "PEM", Description = "Who signs its servers' certificates.", Required = true };
    private readonly Option<string> _key = new("--log-key") { HelpName = "VKEY", Description = "Verifier key of its ledger, learnt from its operator.", Required = true };
    private readonly Option<string?> _witness = new("--witness-key") { HelpName = "VKEY", Description = "Verifier key with which it cosigns this hub's ledger, learnt from its operator. Default: it does not." };

    public AddPeerCommand()
        : base(
            "add",
            "Makes another hub a member. Nothing crosses before agreements say so.",
            "sharinghub peers add eu --name \"European hub\" --address https://hub.eu.example:7443 --ca eu-ca.pem --log-key hub.eu.example/ledger/0+7f0bd2a1+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp --as operator")
    {
        Add(_id);
        Add(_name);
        Add(_address);
        Add(_authority);
        Add(_key);
        Add(_witness);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var authority = session.Get(_authority)!;
        if (!authority.Exists)
            throw new UsageException($"--ca: there is no file {authority}.");
        var request = new AddRequest
        {
            Id = session.Get(_id),
            DisplayName = session.Get(_name),
            Address = session.Get(_address),
            CertificateAuthority = await File.ReadAllTextAsync(authority.FullName, session.Cancel),
            LogKey = session.Get(_key),
            WitnessKey = session.Get(_witness) ?? "",
        };
        await using var hub = session.Connect();
        return session.Write((await hub.Peering.AddAsync(request, cancellationToken: session.Cancel)).Peer);
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Binds a contributor's signing key to its member.</summary>
internal sealed class AddSigningKeyCommand : CliCommand
{
    private readonly Argument<string> _member = new("member") { HelpName = "MEMBER", Description = "Whose key it is." };
    private readonly Argument<string> _key = new("key") { HelpName = "VKEY", Description = "The verifier key: name+id+base64." };

    public AddSigningKeyCommand()
        : base(
            "add-signing-key",
            "Says that a member signs for its records with this key.",
            "sharinghub members add-signing-key amazonia amazonia/2026+7f0bd2a1+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp --as operator")
    {
        Add(_member);
        Add(_key);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var request = new AddSigningKeyRequest { MemberId = session.Get(_member), VerifierKey = session.Get(_key) };
        await using var hub = session.Connect();
        return session.Write((await hub.Members.AddSigningKeyAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Ends what add-signing-key said.</summary>
internal sealed class RevokeSigningKeyCommand : CliCommand
{
    private readonly Argument<string> _member = new("member") { HelpName = "MEMBER", Description = "Whose key it is." };
    private readonly Argument<string> _key = new("key") { HelpName = "VKEY", Description = "The verifier key: name+id+base64." };

    public RevokeSigningKeyCommand()
        : base(
            "revoke-signing-key",
            "Says that a key signs no more. What it signed stays verifiable, and it does not come back.",
            "sharinghub members revoke-signing-key amazonia amazonia/2026+7f0bd2a1+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp --as operator")
    {
        Add(_member);
        Add(_key);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var request = new RevokeSigningKeyRequest { MemberId = session.Get(_member), VerifierKey = session.Get(_key) };
        await using var hub = session.Connect();
        return session.Write((await hub.Members.RevokeSigningKeyAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

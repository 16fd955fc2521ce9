using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Ends what add-client said.</summary>
internal sealed class RevokeClientCommand : CliCommand
{
    private readonly Argument<string> _member = new("member") { HelpName = "MEMBER", Description = "Whom the client acts for." };
    private readonly Argument<string> _client = new("client") { HelpName = "CLIENT", Description = "Client id at the token issuer." };
    private readonly Option<string?> _issuer = new("--issuer") { HelpName = "URL", Description = "The token issuer. Default: the hub's own." };

    public RevokeClientCommand()
        : base("revoke-client", "Says that a client no longer acts for a member, at once.", "sharinghub members revoke-client customs customs-main --as operator")
    {
        Add(_member);
        Add(_client);
        Add(_issuer);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var request = new RevokeClientRequest { MemberId = session.Get(_member), ClientId = session.Get(_client), Issuer = session.Get(_issuer) ?? "" };
        await using var hub = session.Connect();
        return session.Write((await hub.Members.RevokeClientAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

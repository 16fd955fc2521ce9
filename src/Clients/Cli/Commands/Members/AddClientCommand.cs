using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Binds a client of the token issuer to a member.</summary>
internal sealed class AddClientCommand : CliCommand
{
    private readonly Argument<string> _member = new("member") { HelpName = "MEMBER", Description = "Whom the client acts for." };
    private readonly Argument<string> _client = new("client") { HelpName = "CLIENT", Description = "Client id at the token issuer." };
    private readonly Option<FileInfo> _certificate = new("--certificate") { HelpName = "PEM", Description = "The client's certificate.", Required = true };
    private readonly Option<string?> _issuer = new("--issuer") { HelpName = "URL", Description = "The token issuer. Default: the hub's own." };

    public AddClientCommand()
        : base(
            "add-client",
            "Says that a client, with its certificate, acts for a member.",
            "sharinghub members add-client customs customs-main --certificate customs.crt --as operator")
    {
        Add(_member);
        Add(_client);
        Add(_certificate);
        Add(_issuer);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var certificate = session.Get(_certificate)!;
        if (!certificate.Exists)
            throw new UsageException($"--certificate: there is no file {certificate}.");
        var request = new AddClientRequest
        {
            MemberId = session.Get(_member),
            ClientId = session.Get(_client),
            Issuer = session.Get(_issuer) ?? "",
            Certificate = await File.ReadAllTextAsync(certificate.FullName, session.Cancel),
        };
        await using var hub = session.Connect();
        return session.Write((await hub.Members.AddClientAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

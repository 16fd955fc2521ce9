using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Registers an organisation.</summary>
internal sealed class RegisterCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "Member id: [a-z][a-z0-9-]{1,62}." };
    private readonly Option<MemberRole> _role = Choice.Of<MemberRole>("--role", "ROLE", "What it is.");
    private readonly Option<string> _name = new("--name") { HelpName = "WORDS", Description = "What people call it, 1-200 characters.", Required = true };
    private readonly Option<string?> _mandate = new("--mandate") { HelpName = "WORDS", Description = "An auditor's only: what it may look into, and on whose authority." };

    public RegisterCommand()
        : base("register", "Registers an organisation.", "sharinghub members register amazonia --role retailer --name Amazonia --as operator")
    {
        _role.Required = true;
        Add(_id);
        Add(_role);
        Add(_name);
        Add(_mandate);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var request = new RegisterRequest
        {
            Id = session.Get(_id),
            Role = session.Get(_role),
            DisplayName = session.Get(_name),
            Mandate = session.Get(_mandate) ?? "",
        };
        await using var hub = session.Connect();
        return session.Write((await hub.Members.RegisterAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Ends a suspension.</summary>
internal sealed class ReinstateCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The member." };
    private readonly Option<string> _reason = new("--reason") { HelpName = "WORDS", Description = "Why, 1-500 characters.", Required = true };

    public ReinstateCommand()
        : base("reinstate", "Ends a suspension.", "sharinghub members reinstate cartwheel --reason \"New key in place\" --as operator")
    {
        Add(_id);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var request = new ReinstateRequest { Id = session.Get(_id), Reason = session.Get(_reason) ?? "" };
        return session.Write((await hub.Members.ReinstateAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

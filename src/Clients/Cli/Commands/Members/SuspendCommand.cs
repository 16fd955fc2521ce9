using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Suspends a member at once: its streams end, its calls are refused.</summary>
internal sealed class SuspendCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The member." };
    private readonly Option<string> _reason = new("--reason") { HelpName = "WORDS", Description = "Why, 1-500 characters.", Required = true };

    public SuspendCommand()
        : base("suspend", "Suspends a member at once: its streams end, its calls are refused.", "sharinghub members suspend cartwheel --reason \"Key compromised\" --as operator")
    {
        Add(_id);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var request = new SuspendRequest { Id = session.Get(_id), Reason = session.Get(_reason) ?? "" };
        return session.Write((await hub.Members.SuspendAsync(request, cancellationToken: session.Cancel)).Member);
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

/// <summary>Ends a hold.</summary>
internal sealed class ReleaseCommand : CliCommand
{
    private readonly Argument<string> _hold = new("hold") { HelpName = "HOLD", Description = "The hold's id." };
    private readonly Option<string> _reason = new("--reason") { HelpName = "WORDS", Description = "Why, 1-500 characters.", Required = true };

    public ReleaseCommand()
        : base(
            "release",
            "Ends a legal hold that your member placed.",
            "sharinghub retention release 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10 --reason \"The case is closed\" --as amazonia")
    {
        Add(_hold);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Retention.ReleaseHoldAsync(
            new ReleaseHoldRequest { HoldId = session.Get(_hold), Reason = session.Get(_reason) }, cancellationToken: session.Cancel);
        return session.Write(answer.Hold);
    }
}

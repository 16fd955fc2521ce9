using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

/// <summary>Takes a request to expunge back.</summary>
internal sealed class WithdrawExpungeCommand : CliCommand
{
    private readonly Argument<string> _request = new("request") { HelpName = "REQUEST", Description = "The request's id." };

    public WithdrawExpungeCommand()
        : base(
            "withdraw-expunge",
            "Takes an open request to expunge a record of yours back.",
            "sharinghub retention withdraw-expunge 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10 --as amazonia") => Add(_request);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Retention.WithdrawExpungeAsync(new WithdrawExpungeRequest { RequestId = session.Get(_request) }, cancellationToken: session.Cancel);
        return session.Write(answer.Request);
    }
}

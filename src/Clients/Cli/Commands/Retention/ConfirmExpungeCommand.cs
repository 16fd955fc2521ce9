using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

/// <summary>Expunges a record.</summary>
internal sealed class ConfirmExpungeCommand : CliCommand
{
    private readonly Argument<string> _request = new("request") { HelpName = "REQUEST", Description = "The request's id." };

    public ConfirmExpungeCommand()
        : base(
            "confirm-expunge",
            "Expunges the record of a request for good: its keys are destroyed, its recipients are told. By another person, or else another client, than the one that asked.",
            "sharinghub retention confirm-expunge 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10 --as amazonia") => Add(_request);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Retention.ConfirmExpungeAsync(new ConfirmExpungeRequest { RequestId = session.Get(_request) }, cancellationToken: session.Cancel);
        Results.WriteOne(session.Terminal, session.Format, Json.Of(answer));
        if (!answer.KeysDestroyed)
            session.Say("Expunged. The key database has not answered yet; the hub goes on until the key is destroyed there too.");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Stops an agreement until it is resumed.</summary>
internal sealed class SuspendAgreementCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The agreement." };
    private readonly Option<string> _reason = new("--reason") { HelpName = "WORDS", Description = "Why, 1-500 characters; the other parties read it.", Required = true };

    public SuspendAgreementCommand()
        : base(
            "suspend",
            "Stops an agreement at once, until your member resumes it; streams under it end within a second.",
            "sharinghub agreements suspend 019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d --reason \"A leak is being looked into\" --as amazonia")
    {
        Add(_id);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Agreements.SuspendAsync(
            new AgreementServiceSuspendRequest { AgreementId = session.Get(_id), Reason = session.Get(_reason) }, cancellationToken: session.Cancel);
        return session.Write(answer.Agreement);
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Takes a suspension back.</summary>
internal sealed class ResumeCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The agreement." };

    public ResumeCommand()
        : base(
            "resume",
            "Takes your member's suspension back; another party's stays.",
            "sharinghub agreements resume 019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d --as amazonia") => Add(_id);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Agreements.ResumeAsync(new ResumeRequest { AgreementId = session.Get(_id) }, cancellationToken: session.Cancel);
        return session.Write(answer.Agreement);
    }
}

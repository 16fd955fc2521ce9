using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Signs a revision that was read.</summary>
internal sealed class CountersignCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The agreement." };
    private readonly Option<uint> _revision = new("--revision") { HelpName = "N", Description = "The revision that you read.", Required = true };

    public CountersignCommand()
        : base(
            "countersign",
            "Signs a revision for your member; the last party's signature brings it into force.",
            "sharinghub agreements countersign 019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d --revision 1 --as customs")
    {
        Add(_id);
        Add(_revision);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Agreements.CountersignAsync(
            new CountersignRequest { AgreementId = session.Get(_id), Revision = session.Get(_revision) }, cancellationToken: session.Cancel);
        return session.Write(answer.Agreement);
    }
}

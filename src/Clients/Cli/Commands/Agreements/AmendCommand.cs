using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Puts new terms before the other parties.</summary>
internal sealed class AmendCommand : CliCommand
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE.json", Description = "AgreementTerms as proto3 JSON; the same parties as before. `agreements show ID --terms` writes those in force." };
    private readonly Option<string> _id = new("--id") { HelpName = "UUID", Description = "The agreement.", Required = true };
    private readonly Option<uint> _revision = new("--revision") { HelpName = "N", Description = "The revision in force that you read.", Required = true };

    public AmendCommand()
        : base(
            "amend",
            "Puts new terms before the other parties, and signs them for your member; the terms in force stay until all have signed.",
            "sharinghub agreements amend terms.json --id 019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d --revision 1 --as amazonia")
    {
        Add(_file);
        Add(_id);
        Add(_revision);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var terms = JsonFile.Read<AgreementTerms>(session.Get(_file));
        await using var hub = session.Connect();
        var answer = await hub.Agreements.AmendAsync(
            new AmendRequest { AgreementId = session.Get(_id), ExpectedRevision = session.Get(_revision), Terms = terms }, cancellationToken: session.Cancel);
        return session.Write(answer.Agreement);
    }
}

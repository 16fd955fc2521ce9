using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Puts terms before the other parties.</summary>
internal sealed class ProposeCommand : CliCommand
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE.json", Description = "AgreementTerms as proto3 JSON." };
    private readonly Option<string?> _id = new("--id") { HelpName = "UUID", Description = "The agreement's id, so that a repeated call proposes once." };

    public ProposeCommand()
        : base("propose", "Puts terms before the other parties, and signs them for your member.", "sharinghub agreements propose terms.json --as amazonia")
    {
        Add(_file);
        Add(_id);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var terms = JsonFile.Read<AgreementTerms>(session.Get(_file));
        await using var hub = session.Connect();
        var answer = await hub.Agreements.ProposeAsync(
            new ProposeRequest { Terms = terms, AgreementId = session.Get(_id) ?? "" }, cancellationToken: session.Cancel);
        return session.Write(answer.Agreement);
    }
}

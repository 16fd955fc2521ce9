using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Puts terms before the other parties, from a file or a template.</summary>
internal sealed class ProposeCommand : CliCommand
{
    private readonly Argument<string?> _file = new("file")
    {
        HelpName = "FILE.json",
        Description = "AgreementTerms as proto3 JSON.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => null,
    };

    private readonly Option<string?> _id = new("--id") { HelpName = "UUID", Description = "The agreement's id, so that a repeated call proposes once." };
    private readonly TemplateOptions _template = new();

    public ProposeCommand()
        : base(
            "propose",
            "Puts terms before the other parties, and signs them for your member.",
            "sharinghub agreements propose terms.json --as amazonia",
            "sharinghub agreements propose --template 19cfr133.21b --provider customs --recipient brandguild --as customs")
    {
        Add(_file);
        Add(_id);
        foreach (var option in _template.All)
            Add(option);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var terms = (session.Get(_file), _template.TermsOf(session)) switch
        {
            ({ } file, null) => JsonFile.Read<AgreementTerms>(file),
            (null, { } fromTemplate) => fromTemplate,
            _ => throw new UsageException("Name a file of terms or --template, one of them."),
        };
        await using var hub = session.Connect();
        var answer = await hub.Agreements.ProposeAsync(
            new ProposeRequest { Terms = terms, AgreementId = session.Get(_id) ?? "" }, cancellationToken: session.Cancel);
        return session.Write(answer.Agreement);
    }
}

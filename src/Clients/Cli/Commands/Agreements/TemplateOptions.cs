using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Sdk.Agreeing;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>The options that make terms from a template.</summary>
internal sealed class TemplateOptions
{
    private readonly Option<string?> _template = new("--template")
    {
        HelpName = "NAME",
        Description = "Instead of a file: terms for what the law already says; `sharinghub agreements templates` lists them.",
    };

    private readonly Option<string?> _provider = new("--provider") { HelpName = "MEMBER", Description = "With --template: whose records." };

    private readonly Option<string[]> _recipients = new("--recipient")
    {
        HelpName = "MEMBER",
        Description = "With --template: who receives them. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<Purpose[]> _purposes = Choice.ManyOf<Purpose>("--purpose", "PURPOSE", "With --template: in place of the template's purposes.");

    private readonly Option<string[]> _brands = new("--brand")
    {
        HelpName = "BRAND",
        Description = "With --template: only records of this brand, for the owner of that mark. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    public IEnumerable<Option> All => [_template, _provider, _recipients, _purposes, _brands];

    /// <summary>Null when no template is asked for.</summary>
    /// <exception cref="UsageException">There is no such template, or the options do not go together.</exception>
    public AgreementTerms? TermsOf(Session session)
    {
        var (name, provider, recipients) = (session.Get(_template), session.Get(_provider), session.Get(_recipients)!);
        var (purposes, brands) = (session.Get(_purposes)!, session.Get(_brands)!);
        if (name is null)
        {
            return provider is null && recipients.Length + purposes.Length + brands.Length == 0
                ? null
                : throw new UsageException("--provider, --recipient, --purpose and --brand go with --template.");
        }

        var template = AgreementTemplate.Find(name)
            ?? throw new UsageException($"There is no template {name}. There are: {string.Join(", ", AgreementTemplate.All.Select(one => one.Name))}.");
        return provider is null || recipients.Length == 0
            ? throw new UsageException("--template needs --provider and --recipient.")
            : template.For(provider, recipients, purposes, brands);
    }
}

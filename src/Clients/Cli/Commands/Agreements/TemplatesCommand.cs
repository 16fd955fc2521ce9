using System.Text.Json.Nodes;
using SharingHub.Sdk.Agreeing;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Lists the templates that propose takes. Asks no hub.</summary>
internal sealed class TemplatesCommand : CliCommand
{
    private static readonly string[] Columns = ["template", "title", "source"];

    public TemplatesCommand()
        : base("templates", "Lists ready terms for what the law already says, with their source.", "sharinghub agreements templates")
    {
    }

    public override Task<int> RunAsync(Session session)
    {
        using var results = session.Results(Columns);
        foreach (var template in AgreementTemplate.All)
        {
            var json = new JsonObject { ["template"] = template.Name, ["title"] = template.Title, ["source"] = template.Source, ["says"] = template.Says };
            results.Add(json, template.Name, template.Title, template.Source);
        }

        return Task.FromResult(ExitCode.Done);
    }
}

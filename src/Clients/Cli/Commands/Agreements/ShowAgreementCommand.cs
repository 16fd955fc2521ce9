using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Shows one agreement with its terms.</summary>
internal sealed class ShowAgreementCommand : CliCommand
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The agreement." };
    private readonly Option<bool> _terms = new("--terms") { Description = "Its terms alone, as a file for propose, amend and simulate holds them." };

    public ShowAgreementCommand()
        : base("show", "Shows one agreement with all its terms.", "sharinghub agreements show 019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d --as customs")
    {
        Add(_id);
        Add(_terms);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = session.Get(_id) }, cancellationToken: session.Cancel);
        Results.WriteOne(session.Terminal, session.Format, session.Get(_terms) ? Json.Of(answer.Agreement.Terms) : Json.Of(answer.Agreement));
        return ExitCode.Done;
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Lists agreements.</summary>
internal sealed class ListAgreementsCommand : CliCommand
{
    private readonly Option<bool> _inForce = new("--in-force") { Description = "Only those in force." };

    public ListAgreementsCommand()
        : base("list", "Lists your member's agreements; for an auditor, all.", "sharinghub agreements list --in-force --as customs") => Add(_inForce);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Agreements.ListAsync(new AgreementServiceListRequest { InForceOnly = session.Get(_inForce) }, cancellationToken: session.Cancel);
        using var results = session.Results(AgreementRows.Columns);
        foreach (var agreement in answer.Agreements)
            results.Add(agreement);
        return ExitCode.Done;
    }
}

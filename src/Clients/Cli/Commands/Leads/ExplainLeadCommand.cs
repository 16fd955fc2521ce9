using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Leads;

/// <summary>Says how the score of one consignment comes about.</summary>
internal sealed class ExplainLeadCommand : CliCommand
{
    private readonly Argument<RecordName> _shipment = Choice.Record("shipment", "The carrier's record of the consignment.");
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ExplainLeadCommand()
        : base(
            "explain",
            "Scores one consignment now, whatever its rank, and says what its score is made of.",
            "sharinghub leads explain parcelwing/shipment/shp-1 --purpose border-targeting --as customs")
    {
        Add(_shipment);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Targeting.ExplainLeadAsync(
            new ExplainLeadRequest { Purpose = session.Get(_purpose), Shipment = session.Get(_shipment) }, cancellationToken: session.Cancel);
        if (session.Format == OutputFormat.Table)
        {
            foreach (var line in LeadSum.Lines(answer.Lead))
                session.Terminal.Output.WriteLine(Printable.Line(line));
        }
        else
        {
            Results.WriteOne(session.Terminal, session.Format, Json.Of(answer.Lead));
        }

        if (LeadSum.AddsUp(answer.Lead))
            return ExitCode.Done;
        session.Say("What the hub tells does not add up to its score.");
        return ExitCode.Findings;
    }
}

using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Records a finding.</summary>
internal sealed class OutcomeInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _name = InspectionOptions.Name();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<InspectionResult> _result = Choice.Of<InspectionResult>("--result", "RESULT", "What was found.");
    private readonly Option<SeizedGoods[]> _goods = InspectionOptions.Goods();
    private readonly Option<string?> _number = new("--seizure-number") { HelpName = "NUMBER", Description = "The seizure's number; needed with --becomes-seizure." };
    private readonly Option<bool> _becomes = new("--becomes-seizure") { Description = "Also make records of kind seizure, one a brand." };

    public OutcomeInspectionCommand()
        : base(
            "outcome",
            "Says what was found and ends the inspection, for the agency. Your agreements share the records that it makes.",
            "sharinghub inspections outcome inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@3 --result released --purpose border-targeting --as customs",
            "sharinghub inspections outcome inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@3 --result seized --goods 40:Tempo:watches --goods 2:Acme:bags --seizure-number 2020-17 --becomes-seizure --purpose border-targeting --as customs")
    {
        _result.Required = true;
        Add(_name);
        Add(_purpose);
        Add(_result);
        Add(_goods);
        Add(_number);
        Add(_becomes);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var finding = new InspectionFinding
        {
            Result = session.Get(_result),
            Goods = { session.Get(_goods) ?? [] },
            SeizureNumber = session.Get(_number) ?? "",
            BecomesSeizure = session.Get(_becomes),
        };
        var answer = await hub.Targeting.RecordOutcomeAsync(
            new RecordOutcomeRequest { Purpose = session.Get(_purpose), Name = session.Get(_name), Finding = finding }, cancellationToken: session.Cancel);
        return session.Write([answer.Receipt, answer.Outcome, .. answer.Seizures]);
    }
}

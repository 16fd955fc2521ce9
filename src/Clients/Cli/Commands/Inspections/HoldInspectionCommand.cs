using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Records a hold.</summary>
internal sealed class HoldInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _name = InspectionOptions.Name();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<string> _place = new("--place") { HelpName = "WORDS", Description = "Where it lies, 1-200 characters.", Required = true };
    private readonly Option<DateTimeOffset?> _until = InspectionOptions.Time("--until", "How long it is held.");

    public HoldInspectionCommand()
        : base(
            "hold",
            "Says that the consignment is held, for the carrier.",
            "sharinghub inspections hold customs/inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@1 --place \"ONT, dock 4\" --until 2030-11-29T18:00Z --purpose border-targeting --as parcelwing")
    {
        Add(_name);
        Add(_purpose);
        Add(_place);
        Add(_until);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var hold = new InspectionHold { Place = session.Get(_place), Until = session.TimeOf(_until) };
        var answer = await hub.Targeting.RecordHoldAsync(
            new RecordHoldRequest { Purpose = session.Get(_purpose), Name = session.Get(_name), Hold = hold }, cancellationToken: session.Cancel);
        return session.Write(answer.Receipt);
    }
}

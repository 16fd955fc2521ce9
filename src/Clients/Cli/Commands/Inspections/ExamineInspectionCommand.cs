using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Records an examination.</summary>
internal sealed class ExamineInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _name = InspectionOptions.Name();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<DateTimeOffset?> _at = InspectionOptions.Time("--at", "When it was examined.");
    private readonly Option<string> _port = new("--port") { HelpName = "UN/LOCODE", Description = "Where, such as USLAX.", Required = true };

    public ExamineInspectionCommand()
        : base(
            "examine",
            "Says that a held consignment was examined, for the agency.",
            "sharinghub inspections examine inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@2 --at 2020-11-28T09:00Z --port USLAX --purpose border-targeting --as customs")
    {
        Add(_name);
        Add(_purpose);
        Add(_at);
        Add(_port);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var examination = new InspectionExamination { ExaminedAt = session.TimeOf(_at), Port = session.Get(_port) };
        var answer = await hub.Targeting.RecordExaminationAsync(
            new RecordExaminationRequest { Purpose = session.Get(_purpose), Name = session.Get(_name), Examination = examination }, cancellationToken: session.Cancel);
        return session.Write(answer.Receipt);
    }
}

using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Records a miss.</summary>
internal sealed class MissInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _name = InspectionOptions.Name();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<DateTimeOffset?> _leftAt = InspectionOptions.Time("--left-at", "When it left.");
    private readonly Option<string> _reason = InspectionOptions.Reason("How it left; the agency reads it.");

    public MissInspectionCommand()
        : base(
            "miss",
            "Says that the consignment had left before it could be held, for the carrier.",
            "sharinghub inspections miss customs/inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@1 --left-at 2020-11-27T06:10Z --reason \"Delivered\" --purpose border-targeting --as parcelwing")
    {
        Add(_name);
        Add(_purpose);
        Add(_leftAt);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var miss = new InspectionMiss { LeftAt = session.TimeOf(_leftAt), Reason = session.Get(_reason) };
        var answer = await hub.Targeting.RecordMissAsync(
            new RecordMissRequest { Purpose = session.Get(_purpose), Name = session.Get(_name), Miss = miss }, cancellationToken: session.Cancel);
        return session.Write(answer.Receipt);
    }
}

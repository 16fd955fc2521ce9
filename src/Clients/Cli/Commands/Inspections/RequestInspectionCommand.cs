using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Asks a carrier to hold a consignment.</summary>
internal sealed class RequestInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _shipment = Choice.Record("shipment", "The carrier's record of the consignment.");
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<Tlp> _tlp = Choice.Of<Tlp>("--tlp", "MARKING", "How the inspection is marked; the carrier gets it up to the ceiling of your agreement.");
    private readonly Option<string> _reason = InspectionOptions.Reason("What the carrier is told. It names no person.");
    private readonly Option<DateTimeOffset?> _respondBy = InspectionOptions.Time("--respond-by", "Until when the carrier is to answer.");
    private readonly Option<string?> _id = new("--id") { HelpName = "UUID", Description = "Your own id, so that the same command run again asks once." };

    public RequestInspectionCommand()
        : base(
            "request",
            "Asks the carrier to hold a consignment that you may read, for agencies. Says when another agency has an interest in it.",
            "sharinghub inspections request parcelwing/shipment/shp-1 --purpose border-targeting --tlp amber --reason \"Watches in the second carton\" --respond-by 2030-11-27T18:00Z --as customs")
    {
        _tlp.Required = true;
        Add(_shipment);
        Add(_purpose);
        Add(_tlp);
        Add(_reason);
        Add(_respondBy);
        Add(_id);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Targeting.RequestInspectionAsync(
            new RequestInspectionRequest
            {
                Purpose = session.Get(_purpose),
                Shipment = session.Get(_shipment),
                InspectionId = session.Get(_id) ?? "",
                Tlp = session.Get(_tlp),
                Reason = session.Get(_reason),
                RespondBy = session.TimeOf(_respondBy),
            },
            cancellationToken: session.Cancel);
        if (answer.AnotherAgencyHasAnInterest)
            session.Say("Another agency has an interest in this consignment. It is told the same.");
        return session.Write(answer.Receipt);
    }
}

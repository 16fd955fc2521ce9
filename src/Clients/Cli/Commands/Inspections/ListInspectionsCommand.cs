using System.CommandLine;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Lists inspections.</summary>
internal sealed class ListInspectionsCommand : CliCommand
{
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<bool> _open = new("--open") { Description = "Only those that have not ended." };
    private readonly Option<bool> _received = new("--received") { Description = "As a carrier: those that are addressed to you. Each is disclosed to you by this." };

    public ListInspectionsCommand()
        : base(
            "list",
            "Lists the inspections that you requested, newest first; with --received those that you are asked for.",
            "sharinghub inspections list --open --purpose border-targeting --as customs",
            "sharinghub inspections list --received --purpose border-targeting --as parcelwing")
    {
        Add(_purpose);
        Add(_open);
        Add(_received);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        using var results = session.Results(InspectionRows.Columns);
        var purpose = session.Get(_purpose);
        if (!session.Get(_received))
        {
            var answer = await hub.Targeting.ListInspectionsAsync(
                new ListInspectionsRequest { Purpose = purpose, OpenOnly = session.Get(_open) }, cancellationToken: session.Cancel);
            foreach (var own in answer.Inspections)
                results.Add(own);
            return ExitCode.Done;
        }

        await foreach (var page in hub.PullAsync(new RecordQuery { Purpose = purpose, Kinds = { RecordKind.Inspection } }, cancel: session.Cancel))
        {
            foreach (var view in page.Views.Where(view => !session.Get(_open) || IsOpen(view)))
                results.Add(view);
        }

        return ExitCode.Done;
    }

    private static bool IsOpen(RecordView view) => IntelRecord.Parser.ParseFrom(view.Record).Inspection?.Status
        is InspectionStatus.Requested or InspectionStatus.Held or InspectionStatus.Examined;
}

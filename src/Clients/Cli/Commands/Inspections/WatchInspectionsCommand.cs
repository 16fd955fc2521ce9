using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.Sdk.Inspecting;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Follows inspections.</summary>
internal sealed class WatchInspectionsCommand : CliCommand
{
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<string?> _cursorFile = new("--cursor-file") { HelpName = "FILE", Description = "As a carrier: go on from the cursor in this file, and keep it there." };
    private readonly Option<bool> _acknowledge = new("--ack") { Description = "As a carrier: acknowledge each page once it is written." };

    public WatchInspectionsCommand()
        : base(
            "watch",
            "Shows your open inspections, as a carrier those addressed to you, then each again when it changes, until Ctrl-C or until the agreement ends.",
            "sharinghub inspections watch --purpose border-targeting --as customs",
            "sharinghub inspections watch --purpose border-targeting --cursor-file inspections.cursor --ack --as parcelwing")
    {
        Add(_purpose);
        Add(_cursorFile);
        Add(_acknowledge);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        using var results = session.LiveResults(InspectionRows.Columns);
        ICursorStore cursors = session.Get(_cursorFile) is { } file ? new FileCursorStore(file) : new MemoryCursorStore();
        var options = new ReceivingOptions { Acknowledge = session.Get(_acknowledge) };
        await foreach (var next in hub.WatchInspectionsAsync(session.Get(_purpose), cursors, options, session.Cancel))
            Write(next, session, results);
        return ExitCode.StreamEnded;
    }

    private static void Write(SubscriptionEvent next, Session session, Results results)
    {
        switch (next)
        {
            case InspectionChanged { Inspection: var own }:
                results.Add(own);
                break;
            case PageReceived { Page: var page }:
                foreach (var view in page.Views)
                    results.Add(view);
                foreach (var notice in page.Notices)
                    session.Say($"{notice.Name.ToText()}: {notice.Type.ToName()}. {notice.Reason}");
                break;
            case CaughtUpReached:
                session.Say("Caught up. Waiting for more.");
                break;
            case AgreementChanged { Notice: var notice }:
                session.Say($"Agreement {notice.AgreementId}: {notice.Change}.");
                break;
            case SubscriptionEnded { End: var end }:
                session.Say($"{end.Reason.ToName()}: {end.Message}");
                break;
        }

        results.Flush();
    }
}

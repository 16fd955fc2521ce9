using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Shows one inspection.</summary>
internal sealed class ShowInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("inspection", "The inspection: inspection/ID for your own, MEMBER/inspection/ID for one that is addressed to you.");
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ShowInspectionCommand()
        : base(
            "show",
            "Shows one inspection whole.",
            "sharinghub inspections show inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10 --purpose border-targeting --as customs",
            "sharinghub inspections show customs/inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10 --purpose border-targeting --as parcelwing")
    {
        Add(_name);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var (name, purpose) = (session.Get(_name), session.Get(_purpose));
        if (name.Contributor.Length > 0)
        {
            var received = await hub.GetAsync(purpose, name, session.Cancel);
            Results.WriteOne(session.Terminal, session.Format, received.Notice is { } notice ? Json.Of(notice) : Json.Of(received.View));
            return ExitCode.Done;
        }

        var answer = await hub.Targeting.GetInspectionAsync(new GetInspectionRequest { Purpose = purpose, InspectionId = name.Id }, cancellationToken: session.Cancel);
        Results.WriteOne(session.Terminal, session.Format, Json.Of(answer.Inspection));
        return ExitCode.Done;
    }
}

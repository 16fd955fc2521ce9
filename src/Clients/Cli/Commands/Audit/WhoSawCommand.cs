using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Audit;

/// <summary>Says who received a record, and for whom it was used.</summary>
internal sealed class WhoSawCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "The record.");

    public WhoSawCommand()
        : base(
            "who-saw",
            "Says who received a record (use: read), and who was told something that it stands behind (use: correlate), under which agreement, what was withheld, and whether it was acknowledged; also members of peer hubs, as name@hub.",
            "sharinghub audit who-saw amazonia/listing/lst-1 --as inspectorate") => Add(_name);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Audit.WhoSawAsync(new WhoSawRequest { Name = session.Get(_name) }, cancellationToken: session.Cancel);
        using var results = session.Results(DisclosureRows.Columns);
        foreach (var disclosure in answer.Disclosures)
            results.Add(disclosure);
        if (answer.Disclosures.Count == 0)
            session.Say("Nobody received it, or anything that it stands behind.");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

/// <summary>Holds a record for a court.</summary>
internal sealed class HoldCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "Your record; for an auditor any.");
    private readonly Option<string> _reference = new("--reference") { HelpName = "CASE", Description = "The case, 1-200 characters, such as a docket number. It names no person.", Required = true };

    public HoldCommand()
        : base(
            "hold",
            "Places a legal hold: while it stands, the record is not expunged.",
            "sharinghub retention hold amazonia/listing/lst-1 --reference 2:20-cv-01217 --as amazonia")
    {
        Add(_name);
        Add(_reference);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Retention.PlaceHoldAsync(
            new PlaceHoldRequest { Name = session.Get(_name), Reference = session.Get(_reference) }, cancellationToken: session.Cancel);
        return session.Write(answer.Hold);
    }
}

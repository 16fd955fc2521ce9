using System.CommandLine;
using SharingHub.Cli.Commands.Keeping;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Keeping;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Says that a record was wrong.</summary>
internal sealed class RetractCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "Your record; the contributor may be left out. With @REVISION it must be the current one.");
    private readonly Option<string> _reason = new("--reason") { HelpName = "WORDS", Description = "Why, 1-500 characters; recipients read it.", Required = true };

    private readonly Option<string?> _receipts = ReceiptsOption.Create();

    public RetractCommand()
        : base(
            "retract",
            "Says that a record of yours was wrong: its recipients are told, the history stays.",
            "sharinghub retract amazonia/listing/lst-1 --reason \"Authenticity proven by invoice\" --as amazonia")
    {
        Add(_name);
        Add(_reason);
        Add(_receipts);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Intake.RetractAsync(
            new RetractRequest { Name = session.Get(_name), Reason = session.Get(_reason) }, cancellationToken: session.Cancel);
        if (session.Receipts(_receipts) is { } receipts)
            await receipts.KeepAsync([KeptAct.Of(answer)], session.Cancel);
        Results.WriteOne(session.Terminal, session.Format, Json.Of(answer.Receipt));
        return ExitCode.Done;
    }
}

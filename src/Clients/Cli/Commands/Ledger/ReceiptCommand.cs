using System.CommandLine;
using System.Text;
using SharingHub.Sdk.Proving;

namespace SharingHub.Cli.Commands.Ledger;

/// <summary>Gets an event's receipt.</summary>
internal sealed class ReceiptCommand : CliCommand
{
    private readonly Argument<string> _event = new("event") { HelpName = "EVENT_ID", Description = "The event: from a receipt, a disclosure, or audit replay." };
    private readonly Option<FileInfo?> _out = new("--out") { HelpName = "FILE", Description = "Where to write the receipt. Default: standard output." };
    private readonly Option<int> _wait = new("--wait") { HelpName = "SECONDS", Description = "How long to wait for a checkpoint that covers the event. Default: 10.", DefaultValueFactory = _ => 10 };

    public ReceiptCommand()
        : base(
            "receipt",
            "Gets all that shows, offline, that an event is in the ledger, as one JSON file. It is verified before it is written.",
            "sharinghub ledger receipt 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10 --out receipt.json --as amazonia")
    {
        Add(_event);
        Add(_out);
        Add(_wait);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var receipt = await hub.GetReceiptAsync(session.Get(_event), TimeSpan.FromSeconds(Math.Max(0, session.Get(_wait))), session.Cancel);
        var file = receipt.ToBytes();
        if (session.Get(_out) is not { } to)
        {
            await session.Terminal.Output.WriteAsync(Encoding.UTF8.GetString(file));
            return ExitCode.Done;
        }

        await File.WriteAllBytesAsync(to.FullName, file, session.Cancel);
        session.Say($"{to.Name}: {receipt.Envelope.Type} of {receipt.Envelope.Stream}, index {receipt.Proof.Index}, verified.");
        return ExitCode.Done;
    }
}

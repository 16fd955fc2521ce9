using System.CommandLine;
using System.Globalization;
using SharingHub.Cli.Output;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Cli.Commands.Verify;

/// <summary>Checks a receipt.</summary>
internal sealed class VerifyReceiptCommand : CliCommand
{
    private readonly Argument<FileInfo> _file = new("file") { HelpName = "FILE", Description = "The receipt, as ledger receipt wrote it." };
    private readonly Option<string?> _log = new("--log") { HelpName = "VKEY", Description = "The log's key, from elsewhere than the receipt." };
    private readonly Option<FileInfo?> _checkpoint = new("--checkpoint") { HelpName = "FILE", Description = "A checkpoint that you hold; the receipt's must be the same tree." };

    public VerifyReceiptCommand()
        : base(
            "receipt",
            "Checks offline that an event is in the ledger, and says what was checked. 0: it is; 6: it is not shown; 2: the file cannot be read.",
            "sharinghub verify receipt receipt.json --log 'hub.example/ledger/0+456edd6e+AZ+V...'")
    {
        Add(_file);
        Add(_log);
        Add(_checkpoint);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var parsed = EventReceipt.Parse(await File.ReadAllBytesAsync(session.Get(_file).FullName, session.Cancel));
        if (!parsed.Ok)
            throw new UsageException($"{session.Get(_file).Name}: {parsed.Problem.Sentence}");
        var receipt = parsed.Value;
        Checked<VerifierKey> key = session.Get(_log) is { } given ? VerifierKey.Parse(given) : receipt.LogKey;
        if (!key.Ok)
            throw new UsageException($"--log: {key.Problem.Sentence}");
        var policy = new LogPolicy(key.Value.Name, [key.Value]);
        var verified = receipt.Verify(policy);
        if (!verified.Ok)
            return Fail(session, verified.Problem.Sentence);

        var (envelope, checkpoint) = (receipt.Envelope, verified.Value.Checkpoint.Checkpoint);
        Pass(session, $"The checkpoint of {checkpoint.Origin}, {checkpoint.Size} entries, is signed by the log's key{(session.Get(_log) is null ? ", which the receipt itself names: compare it, or give --log" : "")}.");
        Pass(session, $"Entry {verified.Value.Index} is in the tree that it signs.");
        Pass(session, $"Envelope and salt open that entry: {envelope.Type}, version {envelope.Version} of {envelope.Stream}, by {envelope.Actor}, recorded {envelope.Recorded.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}.");
        Pass(session, verified.Value.BodyChecked ? $"The body, {envelope.Body.Length} bytes, is the one that the envelope speaks of." : "The body was not checked: the receipt does not hold it.");
        return session.Get(_checkpoint) is { } held ? await CompareAsync(session, policy, held, verified.Value) : ExitCode.Done;
    }

    private static async Task<int> CompareAsync(Session session, LogPolicy policy, FileInfo held, VerifiedReceipt verified)
    {
        var opened = policy.Open(await File.ReadAllBytesAsync(held.FullName, session.Cancel));
        if (!opened.Ok)
            return Fail(session, $"{held.Name}: {opened.Problem.Sentence}");
        var (mine, its) = (opened.Value.Checkpoint, verified.Checkpoint.Checkpoint);
        if (mine.Size != its.Size)
            return Fail(session, $"{held.Name} is of {mine.Size} entries, the receipt's checkpoint of {its.Size}: get a receipt under the one you hold, or the other checkpoint.");
        if (mine.Root != its.Root)
            return Fail(session, $"{held.Name} and the receipt's checkpoint are two trees of one size, both signed by the log. The log shows different histories to different readers: keep both files.");
        Pass(session, $"{held.Name} is the same tree.");
        return ExitCode.Done;
    }

    private static void Pass(Session session, string words) => session.Terminal.Output.WriteLine(Printable.Line(words));

    private static int Fail(Session session, string words)
    {
        Pass(session, $"NOT SHOWN: {words}");
        return ExitCode.Findings;
    }
}

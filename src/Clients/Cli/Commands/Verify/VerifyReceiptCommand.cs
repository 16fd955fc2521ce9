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
    private readonly Option<FileInfo[]> _succession = new("--succession") { HelpName = "FILE", Description = "A proof that a key took over, as ledger keys --out wrote it: leads from the key of --log to the receipt's. May be repeated.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<FileInfo?> _policy = new("--policy") { HelpName = "FILE", Description = "Your tlog-policy: which keys of the log you trust, which witnesses must have cosigned. In place of --log." };
    private readonly Option<FileInfo?> _checkpoint = new("--checkpoint") { HelpName = "FILE", Description = "A checkpoint that you hold; the receipt's must be the same tree." };

    public VerifyReceiptCommand()
        : base(
            "receipt",
            "Checks offline that an event is in the ledger, and says what was checked. 0: it is; 6: it is not shown; 2: the file cannot be read.",
            "sharinghub verify receipt receipt.json --log 'hub.example/ledger/0+456edd6e+AZ+V...'")
    {
        Add(_file);
        Add(_log);
        Add(_succession);
        Add(_policy);
        Add(_checkpoint);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var parsed = EventReceipt.Parse(await File.ReadAllBytesAsync(session.Get(_file).FullName, session.Cancel));
        if (!parsed.Ok)
            throw new UsageException($"{session.Get(_file).Name}: {parsed.Problem.Sentence}");
        var receipt = parsed.Value;
        var isKnown = session.Get(_log) is not null || session.Get(_policy) is not null;
        var policy = await PolicyAsync(session, receipt);
        var verified = receipt.Verify(policy);
        if (!verified.Ok)
            return Fail(session, verified.Problem.Sentence);

        var (envelope, checkpoint) = (receipt.Envelope, verified.Value.Checkpoint.Checkpoint);
        Pass(session, $"The checkpoint of {checkpoint.Origin}, {checkpoint.Size} entries, is signed by the log's key{(!isKnown ? ", which the receipt itself names: compare it, or give --log" : "")}.");
        Pass(session, $"Entry {verified.Value.Index} is in the tree that it signs.");
        Pass(session, $"Envelope and salt open that entry: {envelope.Type}, version {envelope.Version} of {envelope.Stream}, by {envelope.Actor}, recorded {envelope.Recorded.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}.");
        Pass(session, verified.Value.BodyChecked ? $"The body, {envelope.Body.Length} bytes, is the one that the envelope speaks of." : "The body was not checked: the receipt does not hold it.");
        return session.Get(_checkpoint) is { } held ? await CompareAsync(session, policy, held, verified.Value) : ExitCode.Done;
    }

    /// <summary>The reader's own: a policy file, or a key and what shows who took over from it. Without either, the key that the receipt names.</summary>
    private async Task<LogPolicy> PolicyAsync(Session session, EventReceipt receipt)
    {
        if (session.Get(_policy) is { } file)
        {
            if (session.Get(_log) is not null)
                throw new UsageException("--policy names the log's keys; give it or --log.");
            var policy = PolicyFile.Parse(await File.ReadAllBytesAsync(file.FullName, session.Cancel));
            var made = policy.Ok ? policy.Value.For(receipt.LogKey.Name) : policy.Problem;
            return made.Ok ? made.Value : throw new UsageException($"--policy: {made.Problem.Sentence}");
        }

        Checked<VerifierKey> key = session.Get(_log) is { } given ? VerifierKey.Parse(given) : receipt.LogKey;
        if (!key.Ok)
            throw new UsageException($"--log: {key.Problem.Sentence}");
        var proofs = new List<EventReceipt>();
        foreach (var succession in session.Get(_succession) ?? [])
        {
            var proof = EventReceipt.Parse(await File.ReadAllBytesAsync(succession.FullName, session.Cancel));
            proofs.Add(proof.Ok ? proof.Value : throw new UsageException($"{succession.Name}: {proof.Problem.Sentence}"));
        }

        var keys = LogKeyChain.Follow(key.Value, proofs);
        return keys.Ok ? new LogPolicy(key.Value.Name, keys.Value) : throw new UsageException($"--succession: {keys.Problem.Sentence}");
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

using System.CommandLine;
using System.Diagnostics;
using SharingHub.Cli.Commands.Keeping;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;

namespace SharingHub.Cli.Commands;

/// <summary>Streams feeds into the hub.</summary>
internal sealed class PushCommand : CliCommand
{
    private readonly Argument<string[]> _files = new("file") { HelpName = "FILE", Description = "NDJSON files (.gz too), or - for standard input.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _results = new("--results") { Description = "Write every result with its receipt, not the rejected ones alone." };
    private readonly Option<string?> _receipts = ReceiptsOption.Create();
    private readonly Option<string?> _signingKey = new("--signing-key") { HelpName = "FILE", Description = "Sign for the records with this key (keys generate)." };

    public PushCommand()
        : base(
            "push",
            "Streams records in: one proto3-JSON IntelRecord a line. Goes on over breaks; each record is stored once.",
            "sharinghub push amazonia.ndjson.gz --as amazonia",
            "sharinghub push amazonia.ndjson.gz --as amazonia --signing-key amazonia.key",
            "sharinghub push amazonia.ndjson.gz --as amazonia --receipts amazonia-receipts",
            "zcat feeds/*.gz | sharinghub push - --as amazonia --results --output ndjson > results.ndjson")
    {
        Add(_files);
        Add(_results);
        Add(_receipts);
        Add(_signingKey);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var feed = new Feed(session.Get(_files), session.Terminal.Input);
        var signer = session.Get(_signingKey) is { } file ? SigningKeyFile.Read(file) : null;
        await using var hub = session.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { Signer = signer, Receipts = session.Receipts(_receipts) });
        var tally = new PushTally();
        var clock = Stopwatch.StartNew();
        using (var results = session.Results(PushTally.Columns))
        {
            var push = new Push(feed, submitter, tally, results, session.Get(_results));
            await Progress.WhileAsync(session.Terminal, "push", feed, () => push.RunAsync(session.Cancel));
            if (session.Format != OutputFormat.Table)
                results.Add(tally.Summary(clock.Elapsed));
        }

        if (session.Format == OutputFormat.Table)
            tally.WriteFigures(session.Terminal.Output, clock.Elapsed);
        return tally.Rejected == 0 ? ExitCode.Done : ExitCode.SomeRefused;
    }
}

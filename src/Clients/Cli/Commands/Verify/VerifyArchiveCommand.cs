using System.CommandLine;
using SharingHub.Archives;
using SharingHub.Archives.Format;
using SharingHub.Archives.Reports;
using SharingHub.Cli.Output;

namespace SharingHub.Cli.Commands.Verify;

/// <summary>Checks an archive.</summary>
internal sealed class VerifyArchiveCommand : CliCommand
{
    private readonly Argument<DirectoryInfo> _folder = new("dir") { HelpName = "DIR", Description = "The archive, as audit export wrote it." };
    private readonly Option<string?> _log = new("--log") { HelpName = "VKEY", Description = "The log's key, from elsewhere than the archive." };
    private readonly Option<FileInfo?> _policy = new("--policy") { HelpName = "FILE", Description = "Your tlog-policy: which logs you know, which witnesses must have cosigned." };
    private readonly Option<string> _report = new("--report") { HelpName = "text|json|html", Description = "The report's form. Default: text.", DefaultValueFactory = _ => "text" };
    private readonly Option<FileInfo?> _out = new("--out") { HelpName = "FILE", Description = "Where to write the report. Default: standard output." };

    public VerifyArchiveCommand()
        : base(
            "archive",
            "Checks a whole archive, without hub, database or network: signature, tree, every event, every disclosure decided again. 0: clean; 6: findings; 2: it cannot be read.",
            "sharinghub verify archive ledger-2026 --log 'hub.example/ledger/0+456edd6e+AZ+V...'",
            "sharinghub verify archive ledger-2026 --policy policy --report html --out report.html")
    {
        _report.AcceptOnlyFromAmong("text", "json", "html");
        foreach (var option in new System.CommandLine.Option[] { _log, _policy, _report, _out })
            Add(option);
        Add(_folder);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var files = ArchiveFiles.Of(session.Get(_folder));
        var given = session.Get(_policy) is { } file ? await File.ReadAllBytesAsync(file.FullName, session.Cancel) : null;
        var policy = ArchivePolicy.Of(files, session.Get(_log), given is null ? default(ReadOnlyMemory<byte>?) : given);
        if (!policy.Ok)
            throw new UsageException(policy.Problem.Sentence);

        var (done, entries) = (0L, policy.Value.SizeOf(files));
        ArchiveReport? report = null;
        await Progress.WhileAsync(
            session.Terminal,
            "Checking",
            () => entries,
            () => Interlocked.Read(ref done),
            () => Task.Run(() => report = ArchiveVerifier.Verify(files, policy.Value, count => Interlocked.Exchange(ref done, count), session.Cancel), session.Cancel));
        await WriteAsync(session, report!);
        return report!.Clean ? ExitCode.Done : ExitCode.Findings;
    }

    private async Task WriteAsync(Session session, ArchiveReport report)
    {
        var text = session.Get(_report) switch
        {
            "json" => JsonReport.Of(report),
            "html" => HtmlReport.Of(report),
            _ => string.Join('\n', TextReport.Of(report).Split('\n').Select(Printable.Line)),
        };
        if (session.Get(_out) is not { } to)
        {
            await session.Terminal.Output.WriteAsync(text);
            return;
        }

        await File.WriteAllTextAsync(to.FullName, text, session.Cancel);
        session.Say($"{to.Name}: {(report.Clean ? "clean" : $"{report.Findings.Count + report.MoreFindings} findings")}, {report.Entries} entries.");
    }
}

using System.CommandLine;
using SharingHub.Cli.Commands.Audit.Exporting;
using SharingHub.Cli.Output;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Cli.Commands.Audit;

/// <summary>Writes an archive.</summary>
internal sealed class ExportCommand : CliCommand
{
    private readonly Argument<DirectoryInfo> _folder = new("dir") { HelpName = "DIR", Description = "The archive's folder: made, or empty." };
    private readonly Option<FileInfo?> _policy = new("--policy") { HelpName = "FILE", Description = "The tlog-policy to put into it. Default: one that asks for no witness." };

    public ExportCommand()
        : base(
            "export",
            "Writes the whole history up to the newest checkpoint as a folder that anyone can check offline: verify archive. For auditors.",
            "sharinghub audit export ledger-2026 --as inspectorate")
    {
        Add(_folder);
        Add(_policy);
    }

    public override async Task<int> RunAsync(Session session)
    {
        byte[]? policy = null;
        if (session.Get(_policy) is { } file)
        {
            policy = await File.ReadAllBytesAsync(file.FullName, session.Cancel);
            if (PolicyFile.Parse(policy) is { Ok: false } wrong)
                throw new UsageException($"--policy: {wrong.Problem.Sentence}");
        }

        await using var hub = session.Connect();
        var export = new ArchiveExport(hub, session.Get(_folder), policy);
        var (events, agree) = (0L, true);
        await Progress.WhileAsync(session.Terminal, "Exporting", () => export.Total, () => export.Done, async () => (events, agree) = await export.RunAsync(session.Cancel));
        session.Say($"{events} events; complete. Check it: sharinghub verify archive {session.Get(_folder)}");
        if (!agree)
            session.Say("Some events cannot be opened, and no act says that they were expunged. The check names them.");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.Security.Cryptography;
using SharingHub.Cli.Commands;
using SharingHub.Cli.Commands.Agreements;
using SharingHub.Cli.Commands.Audit;
using SharingHub.Cli.Commands.Inspections;
using SharingHub.Cli.Commands.Keeping;
using SharingHub.Cli.Commands.Leads;
using SharingHub.Cli.Commands.Ledger;
using SharingHub.Cli.Commands.Links;
using SharingHub.Cli.Commands.Members;
using SharingHub.Cli.Commands.Peers;
using SharingHub.Cli.Commands.Proving;
using SharingHub.Cli.Commands.Verify;
using SharingHub.Cli.Commands.Retention;
using SharingHub.Cli.Output;
using SharingHub.Sdk;

namespace SharingHub.Cli;

/// <summary>The commands, and what every one of them does with errors: one or two lines, and an exit code.</summary>
internal static class CliApp
{
    private const string Description = "Shares intelligence through a SharingHub: push records in, pull or watch what agreements allow, audit what happened.";

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancel)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine(Printable.Line(error.Message));
            terminal.Error.WriteLine($"Try: {CliCommand.PathOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }

        var (code, words) = await TryAsync(() => parsed.InvokeAsync(
            new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancel));
        if (words is not null)
            terminal.Error.WriteLine(Printable.Line(words));
        terminal.Output.Flush();
        return code;
    }

    private static async Task<(int Code, string? Words)> TryAsync(Func<Task<int>> run)
    {
        try
        {
            return (await run(), null);
        }
        catch (OperationCanceledException)
        {
            return (ExitCode.Cancelled, null);
        }
        catch (HubException error)
        {
            return (ExitCode.Of(error), error.Reason.Length > 0 ? $"{error.Reason}: {error.Message}" : error.Message);
        }
        catch (FileNotFoundException error) when (Path.GetFileName(error.FileName) == GlobalOptions.ReadyFileName)
        {
            return (ExitCode.Unavailable, error.Message);
        }
        catch (Exception error) when (error is UsageException or ArgumentException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            return (ExitCode.Usage, error.Message);
        }
    }

    internal static RootCommand Root(Terminal terminal)
    {
        var globals = new GlobalOptions();
        var root = new RootCommand(Description)
        {
            new PushCommand(),
            new PullCommand(),
            new WatchCommand(),
            new GetCommand(),
            new RetractCommand(),
            new CatalogCommand(),
            new AckCommand(),
            new AcknowledgementsCommand(),
            new Command("agreements", "Agreements on what is shared: propose, sign, amend, suspend, end, explain, look.")
            {
                new ProposeCommand(), new TemplatesCommand(), new CountersignCommand(), new AmendCommand(), new SuspendAgreementCommand(), new ResumeCommand(),
                new TerminateCommand(), new ListAgreementsCommand(), new ShowAgreementCommand(), new WatchAgreementsCommand(),
                new ExplainCommand(), new SimulateCommand(),
            },
            new Command("leads", "Which consignments to inspect, and why.") { new WatchLeadsCommand(), new ExplainLeadCommand(), new ShowYieldCommand() },
            new Command("links", "Which records speak of the same actor: look, explain, reject what is wrong.")
            {
                new ShowLinksCommand(), new ShowRingCommand(), new ExplainLinkCommand(), new RejectLinkCommand(), new RestoreLinkCommand(), new ListRejectionsCommand(),
            },
            new Command("inspections", "Inspections at the border: ask a carrier to hold a consignment, examine it, say what was found.")
            {
                new RequestInspectionCommand(), new WatchInspectionsCommand(), new HoldInspectionCommand(), new MissInspectionCommand(), new ExamineInspectionCommand(),
                new OutcomeInspectionCommand(), new WithdrawInspectionCommand(), new ListInspectionsCommand(), new ShowInspectionCommand(),
            },
            new Command("retention", "How long records are kept: expunge them for good, hold them for a court.")
            {
                new RequestExpungeCommand(), new ConfirmExpungeCommand(), new WithdrawExpungeCommand(), new ListRetentionCommand(), new HoldCommand(), new ReleaseCommand(),
            },
            new Command("members", "Who takes part (the operator's): register, suspend, clients.")
            {
                new RegisterCommand(), new SuspendCommand(), new ReinstateCommand(), new AddClientCommand(), new RevokeClientCommand(),
                new AddSigningKeyCommand(), new RevokeSigningKeyCommand(), new ListMembersCommand(),
            },
            new Command("peers", "Other hubs that this one exchanges with: add, end, keys, look.")
            {
                new AddPeerCommand(), new EndPeerCommand(), PeerKeyCommand.AddLogKey(), PeerKeyCommand.RevokeLogKey(), PeerKeyCommand.AddWitnessKey(),
                PeerKeyCommand.RevokeWitnessKey(), new ListPeersCommand(),
            },
            new Command("keys", "Keys that sign for a member's records.") { new GenerateKeyCommand() },
            new Command("verify", "Checks what a hub gave, without any hub: an archive, a receipt, a record.")
            {
                new VerifyArchiveCommand(), new VerifyReceiptCommand(), new VerifyRecordCommand(),
            },
            new Command("audit", "What happened: history, who saw what, what reached whom.")
            {
                new ReplayCommand(), new WhoSawCommand(), new WhatReachedCommand(), new EntitlementsCommand(), new RecheckCommand(), new ExportCommand(),
            },
            new WitnessCommand(),
            new Command("receipts", "What the hub said and a member kept: have the ledger prove it.") { new CheckReceiptsCommand() },
            new Command("ledger", "Proof: the newest checkpoint, and receipts that hold without the hub.")
            {
                new CheckpointCommand(), new ReceiptCommand(), new LogKeysCommand(),
            },
        };
        foreach (var option in globals.All)
            root.Add(option);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        foreach (var command in root.Subcommands.Concat(root.Subcommands.SelectMany(c => c.Subcommands)).OfType<CliCommand>())
            command.SetAction((parsed, cancel) => command.RunAsync(new Session(parsed, globals, terminal, cancel)));
        return root;
    }
}

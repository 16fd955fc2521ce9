using System.CommandLine;
using System.Text.Json.Nodes;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Keeping;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Cli.Commands.Keeping;

/// <summary>Has the ledger prove kept receipts.</summary>
internal sealed class CheckReceiptsCommand : CliCommand
{
    private static readonly string[] Columns = ["where", "event", "receipt", "state", "why"];

    private readonly Argument<DirectoryInfo> _folder = new("dir") { HelpName = "DIR", Description = "What --receipts of push, retract, pull, watch and get filled." };
    private readonly Option<FileInfo?> _policy = new("--policy") { HelpName = "FILE", Description = "Your tlog-policy: which witnesses must have cosigned." };
    private readonly Option<bool> _offline = new("--offline") { Description = "Ask no hub: check what is proven already, by the proofs that were kept." };

    public CheckReceiptsCommand()
        : base(
            "check",
            "Checks that the ledger shows what every kept receipt says, and keeps the proofs. Names what is not proven; 6 if anything is wrong.",
            "sharinghub receipts check amazonia-receipts --as amazonia",
            "sharinghub receipts check amazonia-receipts --offline --policy policy")
    {
        Add(_folder);
        Add(_policy);
        Add(_offline);
    }

    public override async Task<int> RunAsync(Session session)
    {
        if (!session.Get(_folder).Exists)
            throw new UsageException($"{session.Get(_folder).Name} is no folder.");
        var check = new ReceiptCheck(new ReceiptFolder(session.Get(_folder).FullName), await PolicyAsync(session));
        await using var hub = session.Get(_offline) ? null : session.Connect();
        var counts = Enum.GetValues<ReceiptState>().ToDictionary(s => s, _ => 0L);
        using (var results = session.Results(Columns))
        {
            await Progress.WhileAsync(session.Terminal, "Checking", () => check.Total, () => check.Done, async () =>
            {
                await foreach (var one in check.RunAsync(hub, session.Cancel))
                {
                    counts[one.State]++;
                    if (one.State != ReceiptState.Proven)
                        results.Add(JsonOf(one), one.Place, $"{one.Receipt?.EventId}", $"{one.Receipt}", Word(one.State), one.Why);
                }
            });
            if (session.Format != OutputFormat.Table)
                results.Add(new JsonObject { ["summary"] = new JsonObject(counts.Select(c => KeyValuePair.Create(Word(c.Key), (JsonNode?)c.Value))) });
        }

        if (session.Format == OutputFormat.Table)
        {
            foreach (var (state, count) in counts)
                session.Terminal.Output.WriteLine($"{Word(state),-20}{count}");
        }

        return counts[ReceiptState.Wrong] == 0 ? ExitCode.Done : ExitCode.Findings;
    }

    private async Task<PolicyFile?> PolicyAsync(Session session)
    {
        if (session.Get(_policy) is not { } file)
            return null;
        var policy = PolicyFile.Parse(await File.ReadAllBytesAsync(file.FullName, session.Cancel));
        return policy.Ok ? policy.Value : throw new UsageException($"--policy: {policy.Problem.Sentence}");
    }

    private static JsonObject JsonOf(CheckedReceipt one) => new()
    {
        ["where"] = one.Place,
        ["event_id"] = one.Receipt?.EventId,
        ["receipt"] = one.Receipt?.ToString(),
        ["state"] = Word(one.State),
        ["why"] = one.Why,
    };

    private static string Word(ReceiptState state) => state.ToString().ToLowerInvariant();
}

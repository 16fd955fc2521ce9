using System.CommandLine;
using System.Text.Json.Nodes;
using SharingHub.Sdk.Proving;
using SharingHub.Verification.Notes;

namespace SharingHub.Cli.Commands.Ledger;

/// <summary>Shows which keys took over from a key of the log.</summary>
internal sealed class LogKeysCommand : CliCommand
{
    private readonly Option<string?> _log = new("--log") { HelpName = "VKEY", Description = "The key to begin with, from elsewhere than the hub. Default: that of ready.json." };
    private readonly Option<DirectoryInfo?> _out = new("--out") { HelpName = "DIR", Description = "Where to put the proofs, for verify receipt --succession: ID-OF-THE-OLD-KEY.json, one a change." };

    public LogKeysCommand()
        : base(
            "keys",
            "Follows the log's key that you know to those that took over from it, by what the log itself proves, and lists them; the last one signs now.",
            "sharinghub ledger keys --log 'hub.example/ledger/0+456edd6e+AZ+V...' --out successions --as customs")
    {
        Add(_log);
        Add(_out);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var text = session.Get(_log) ?? hub.Options.LedgerKey ?? throw new UsageException("--log: say which key of the log you know.");
        var trusted = VerifierKey.Parse(text);
        if (!trusted.Ok)
            throw new UsageException($"--log: {trusted.Problem.Sentence}");

        var followed = await hub.FollowLogKeyAsync(trusted.Value, session.Cancel);
        using (var results = session.Results(["key", "event", "index"]))
        {
            for (var i = 0; i < followed.Keys.Count; i++)
            {
                var proof = i == 0 ? null : followed.Proofs[i - 1];
                var (id, index) = ($"{proof?.Envelope.Id}", $"{proof?.Proof.Index}");
                results.Add(new JsonObject { ["vkey"] = followed.Keys[i].ToString(), ["event_id"] = id, ["index"] = index }, followed.Keys[i].ToString(), id, index);
            }
        }

        if (session.Get(_out) is { } folder)
        {
            folder.Create();
            foreach (var (old, proof) in followed.Keys.Zip(followed.Proofs))
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{old.Id}.json"), proof.ToBytes(), session.Cancel);
        }

        return ExitCode.Done;
    }
}

using System.Text.Json.Nodes;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Proving;

namespace SharingHub.Cli.Commands.Ledger;

/// <summary>Shows the newest checkpoint.</summary>
internal sealed class CheckpointCommand : CliCommand
{
    public CheckpointCommand()
        : base(
            "checkpoint",
            "Shows the ledger's newest signed checkpoint, verified. The note itself is at /ledger/checkpoint.",
            "sharinghub ledger checkpoint --as customs")
    {
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var signed = await hub.GetCheckpointAsync(session.Cancel);
        Results.WriteOne(session.Terminal, session.Format, new JsonObject
        {
            ["origin"] = signed.Checkpoint.Origin,
            ["size"] = signed.Checkpoint.Size,
            ["root"] = signed.Checkpoint.Root.ToBase64(),
            ["note"] = signed.Note.ToString(),
        });
        return ExitCode.Done;
    }
}

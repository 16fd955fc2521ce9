using SharingHub.Launcher.Demo;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>Who reads the origin's log: one who believes its key, and one who also asks that its peer has cosigned.</summary>
internal sealed class OriginReaders(HubPair pair)
{
    public LogPolicy Trusting { get; } = Policy($"log {pair.Origin.Ready.LedgerVkey}\nquorum none\n");

    public LogPolicy Asking { get; } = Policy($"log {pair.Origin.Ready.LedgerVkey}\nwitness us {pair.Far.Ready.WitnessVkey}\nquorum us\n");

    /// <summary>The checkpoint that anyone is shown.</summary>
    public async Task<byte[]> ServedAsync()
    {
        using var log = new ServedLog(pair.Origin.Ready);
        return (await log.CheckpointAsync())!.Note.ToBytes();
    }

    private static LogPolicy Policy(string text)
    {
        var file = PolicyFile.Parse(System.Text.Encoding.UTF8.GetBytes(text)).OrThrow();
        return file.For(file.Logs[0].Key.Name).OrThrow();
    }
}

using SharingHub.Launcher.Hosting;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>Two replicas, and a log whose key a test may change: both keys sign for some seconds.</summary>
public sealed class RotatingOperation : RunningOperation
{
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    public string SignerFolder => Path.Combine(Path.GetDirectoryName(ReadyFilePath)!, "signer");

    /// <summary>The key that the signer signs with now.</summary>
    public VerifierKey LogKey => VerifierKey.Parse(File.ReadAllText(Path.Combine(SignerFolder, "log.vkey")).TrimEnd('\n')).OrThrow();

    /// <summary>What an operator does: stop the signer, <c>rotate</c>, start it again.</summary>
    public async Task RotateAsync()
    {
        await SharingHubHost.StopAsync(Host.Signer);
        await Host.Signer.RunOnceAsync(["rotate"]);
        await Host.StartAsync(Host.Signer);
    }

    /// <summary>Whether the newest checkpoint that was kept is signed by this key.</summary>
    public async Task<bool> IsSignedByAsync(VerifierKey key) => new LogPolicy(key.Name, [key]).Open(
        System.Text.Encoding.UTF8.GetBytes(await History.AskAsync<string>("select note from ledger.checkpoint order by size desc limit 1"))).Ok;

    protected override HostOptions Configure(HostOptions usual) => base.Configure(usual) with
    {
        Replicas = 2,
        Environment = new Dictionary<string, string?>(usual.Environment) { ["Signer__Overlap"] = Overlap.ToString() },
    };
}

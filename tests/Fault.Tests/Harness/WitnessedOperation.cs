using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharingHub.Launcher.Hosting;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Witness;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>An operation whose log one witness watches, which a test may stop. Writing stops a few seconds after it.</summary>
public sealed class WitnessedOperation : RunningOperation, IAsyncLifetime
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    private const string Origin = "localhost/ledger/0";

    // Made before the signer's first start: the witness has to know the log, and the hub the witness.
    private readonly NoteSigner _log = NoteSigner.Generate(Origin, SignatureType.Ed25519);
    private readonly string _folder = DataFolder.MakeTemporary();
    private WitnessServer? _witness;
    private Uri _listen = new("http://127.0.0.1:0");

    public LogPolicy Policy => PolicyFile.Parse(File.ReadAllBytes(PolicyPath)).OrThrow().For(Origin).OrThrow();

    private string PolicyPath => Path.Combine(_folder, "policy");

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await StartWitnessAsync();
        await File.WriteAllTextAsync(PolicyPath, $"log {_log.Key}\nwitness w1 {_witness!.Key} {_listen}\nquorum w1\n");
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await StopWitnessAsync();
        DataFolder.Delete(_folder);
    }

    /// <summary>Starts the witness, where it was before.</summary>
    public async Task StartWitnessAsync()
    {
        _witness = await WitnessServer.StartAsync(
            new WitnessOptions { Folder = Path.Combine(_folder, "witness"), Name = "witness.example/w1", Listen = _listen, Logs = [_log.Key] },
            TimeProvider.System,
            logging => logging.AddProvider(NullLoggerProvider.Instance),
            TestContext.Current.CancellationToken);
        _listen = _witness.Address;
    }

    public async Task StopWitnessAsync()
    {
        if (_witness is not null)
            await _witness.DisposeAsync();
        _witness = null;
    }

    protected override HostOptions Configure(HostOptions usual)
    {
        var signer = Path.Combine(usual.Folder, "signer");
        Directory.CreateDirectory(signer, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Write(Path.Combine(signer, "last"), new Checkpoint(Origin, 0, Rfc6962.EmptyRoot).ToText());
        Write(Path.Combine(signer, "log.key"), _log.ToPrivateText() + "\n");
        return base.Configure(usual) with
        {
            Environment = new Dictionary<string, string?> { ["Hub__Ledger__Witnesses"] = PolicyPath, ["Hub__Ledger__EvidenceLimit"] = Limit.ToString() },
        };
    }

    private static void Write(string file, string text)
    {
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

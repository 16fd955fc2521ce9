using System.Text;
using System.Text.Json;
using SharingHub.Verification;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Keeping;

/// <summary>
/// Receipts in a folder, for one member of one hub: what the hub said (<c>DAY.receipts</c>), what the ledger showed of it since
/// (<c>DAY.proofs</c>), and the keys of the log that is believed (<c>log.vkey</c>). Lines of JSON, only ever appended.
/// </summary>
public sealed class ReceiptFolder : IReceiptStore
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DayLog _receipts;
    private readonly DayLog _proofs;
    private readonly string _keyPath;

    /// <param name="path">The folder; made, for its owner alone, when there is none.</param>
    /// <param name="time">Which day it is; the system's by default.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ReceiptFolder(string path, TimeProvider? time = null)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Owner);
        _receipts = new DayLog(path, ".receipts", time ?? TimeProvider.System);
        _proofs = new DayLog(path, ".proofs", time ?? TimeProvider.System);
        _keyPath = Path.Combine(path, "log.vkey");
    }

    /// <inheritdoc/>
    public async ValueTask KeepAsync(IReadOnlyCollection<KeptReceipt> receipts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        if (receipts.Count > 0)
            await _receipts.AppendAsync(receipts.Select(ReceiptLine.Write), cancel);
    }

    /// <summary>What is kept, in the order it came, each with its place. What came twice is there twice; what is no receipt any more says so.</summary>
    public IEnumerable<(string Place, Checked<KeptReceipt> Receipt)> Receipts() => _receipts.Read().Select(line => (line.Place, ReceiptLine.Parse(line.Line)));

    /// <summary>What the ledger showed, well-formed or not, and not verified, each with its place.</summary>
    public IEnumerable<(string Place, Checked<EventReceipt> Proof)> Proofs() => _proofs.Read().Select(line => (line.Place, EventReceipt.Parse(line.Line)));

    /// <summary>Keeps what was verified.</summary>
    public async ValueTask KeepAsync(IReadOnlyCollection<EventReceipt> proofs, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(proofs);
        if (proofs.Count > 0)
            await _proofs.AppendAsync(proofs.Select(OneLine), cancel);
    }

    /// <summary>The log's keys that this folder believes; none before the first check.</summary>
    /// <exception cref="IOException">The file holds something else.</exception>
    public IReadOnlyList<VerifierKey> LogKeys() => !File.Exists(_keyPath) ? [] :
    [
        .. File.ReadAllLines(_keyPath).Where(line => line.Length > 0).Select(line =>
            VerifierKey.Parse(line) is { Ok: true, Value: var key } ? key : throw new IOException($"{_keyPath} must hold the log's keys, one vkey a line.")),
    ];

    /// <summary>Believes the first key.</summary>
    /// <exception cref="IOException">Another was believed meanwhile.</exception>
    public void Pin(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        WriteKeys([key], overwrite: false);
    }

    /// <summary>Believes the keys, too, that took over from one that is believed.</summary>
    /// <exception cref="ArgumentException">The old key is not believed.</exception>
    /// <exception cref="IOException">The file cannot be written, and says what it did.</exception>
    public void Succeed(VerifierKey old, params IReadOnlyCollection<VerifierKey> successors)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(successors);
        var keys = LogKeys();
        if (!keys.Any(k => k.ToString() == old.ToString()))
            throw new ArgumentException($"The key {old} is not one that this folder believes.", nameof(old));
        WriteKeys(keys.Concat(successors).DistinctBy(k => k.ToString()), overwrite: true);
    }

    private void WriteKeys(IEnumerable<VerifierKey> keys, bool overwrite)
    {
        var unfinished = $"{_keyPath}.{Environment.ProcessId}.new";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Concat(keys.Select(k => $"{k}\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, _keyPath, overwrite);
    }

    // The file of `verify receipt` on one line: any line of a .proofs file is such a file.
    private static byte[] OneLine(EventReceipt proof) => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<JsonElement>(proof.ToBytes()));
}

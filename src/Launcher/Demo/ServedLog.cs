using System.Security.Cryptography.X509Certificates;
using SharingHub.Launcher.Hosting;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Logs;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Launcher.Demo;

/// <summary>The log as anyone reads it: over HTTP through the gateway, without certificate or token, believing the key of <c>ready.json</c> alone.</summary>
public sealed class ServedLog : IDisposable
{
    private readonly HttpClient http;

    public ServedLog(ReadyFile ready)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(ready.Ca);
        http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } }) { BaseAddress = new Uri(ready.Ledger) };
        var key = VerifierKey.Parse(ready.LedgerVkey).OrThrow();
        Policy = new LogPolicy(key.Name, [key]);
    }

    public LogPolicy Policy { get; }

    public Task<HttpResponseMessage> SendAsync(string path, HttpMethod? method = null, CancellationToken stop = default) =>
        http.SendAsync(new HttpRequestMessage(method ?? HttpMethod.Get, path), stop);

    /// <summary>The newest checkpoint, verified; null before the first.</summary>
    public async Task<SignedCheckpoint?> CheckpointAsync(CancellationToken stop = default)
    {
        using var answer = await SendAsync(TilePath.Checkpoint, stop: stop);
        return answer.IsSuccessStatusCode ? Policy.Open(await answer.Content.ReadAsByteArrayAsync(stop)).OrThrow() : null;
    }

    /// <summary>Every file of the log at its newest checkpoint, by path.</summary>
    public async Task<Dictionary<string, ReadOnlyMemory<byte>>> ReadAsync(CancellationToken stop = default)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [TilePath.Checkpoint] = await http.GetByteArrayAsync(TilePath.Checkpoint, stop) };
        var size = Policy.Open(files[TilePath.Checkpoint].Span).OrThrow().Checkpoint.Size;
        foreach (var path in TileLayout.Of(size).Select(tile => tile.ToString()))
            files.Add(path, await http.GetByteArrayAsync(path, stop));
        return files;
    }

    /// <summary>Recomputes the whole log from its entries.</summary>
    /// <param name="visit">Gets each entry, in order.</param>
    public LogReport Verify(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, LogEntryVisitor? visit = null) =>
        LogVerifier.Verify(Policy, path => files.TryGetValue(path, out var bytes) ? bytes : null, files.Keys.Where(f => f != TilePath.Checkpoint), visit);

    public void Dispose() => http.Dispose();
}

using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Asks the signer, over mutual TLS. It alone has the key.</summary>
internal sealed class SignerClient(LedgerOptions options, SslClientAuthenticationOptions tls) : IDisposable
{
    /// <summary>It signs in a millisecond and flushes a file; what takes longer is not there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>No answer of a signer is longer.</summary>
    private const int MaxAnswer = 4096;

    private readonly HttpClient _http = new(new SocketsHttpHandler { SslOptions = tls, AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = options.Signer,
        Timeout = Patience,
        MaxResponseContentBufferSize = MaxAnswer,
    };

    public static SslClientAuthenticationOptions Tls(string authority, string certificate, string key)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        var own = X509Certificate2.CreateFromPemFile(certificate, key);
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = policy,
            ClientCertificateContext = SslStreamCertificateContext.Create(own, additionalCertificates: null, offline: true),
        };
    }

    /// <summary>The log's public key, as the signer has it.</summary>
    public async Task<VerifierKey> LogKeyAsync(CancellationToken stop) => VerifierKey.Parse((await _http.GetStringAsync("log.vkey", stop)).TrimEnd('\n')) is { Ok: true, Value: var key }
        ? key
        : throw new HttpRequestException("The signer's public key is not one.");

    /// <summary>What says which key took over from this one; null when none did.</summary>
    public async Task<Checked<KeySuccession>?> SuccessionAsync(VerifierKey old, CancellationToken stop)
    {
        using var answer = await _http.GetAsync(new Uri($"succession/{old.Id}", UriKind.Relative), stop);
        return answer.StatusCode == HttpStatusCode.NotFound ? default(Checked<KeySuccession>?)
            : KeySuccession.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop));
    }

    /// <summary>What it signed last: size 0 before the first.</summary>
    public async Task<Checkpoint> LastAsync(CancellationToken stop)
    {
        var last = Checkpoint.Parse(await _http.GetStringAsync("last", stop));
        return last.Ok ? last.Value : throw new HttpRequestException($"The signer's last checkpoint cannot be read: {last.Problem.Sentence}");
    }

    /// <summary>Has a checkpoint of this hub's log signed.</summary>
    /// <exception cref="HttpRequestException">There is no signer, or it refuses for another reason than the tree.</exception>
    public Task<SignerAnswer> SignAsync(SignRequest request, CancellationToken stop) => AskAsync("sign", request, stop);

    /// <summary>Has a checkpoint of a peer hub's log cosigned. That the log's key signed it is for the caller to have seen.</summary>
    /// <exception cref="HttpRequestException">There is no signer, or it refuses for another reason than the tree.</exception>
    public Task<SignerAnswer> CosignAsync(SignRequest request, CancellationToken stop) => AskAsync("cosign", request, stop);

    public void Dispose() => _http.Dispose();

    private async Task<SignerAnswer> AskAsync(string path, SignRequest request, CancellationToken stop)
    {
        using var answer = await _http.PostAsync(path, new ByteArrayContent(request.ToBytes()), stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                var lines = SignedNote.ParseLines(body);
                return lines is { Ok: true, Value: { Length: 1 or 2 } signatures }
                    ? new SignerAnswer(signatures)
                    : throw new HttpRequestException("The signer's answer is not one signature line, or two while its key changes.");
            case HttpStatusCode.Conflict:
                return long.TryParse(System.Text.Encoding.UTF8.GetString(body).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? new SignerAnswer(LastSize: size)
                    : throw new HttpRequestException("The signer's answer is not a size.");
            case HttpStatusCode.UnprocessableEntity:
                return new SignerAnswer();
            default:
                throw new HttpRequestException($"The signer answered {(int)answer.StatusCode}.", null, answer.StatusCode);
        }
    }
}

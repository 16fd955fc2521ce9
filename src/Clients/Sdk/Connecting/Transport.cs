using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Sdk.Connecting;

/// <summary>TLS both ways. Only the given authorities count, so the machine's own store can neither help nor harm.</summary>
internal static class Transport
{
    // Finds a peer that vanished without a word; the gateway's own ping is as long.
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static SocketsHttpHandler Create(HubConnectionOptions options) => new()
    {
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = PingAfter,
        KeepAlivePingTimeout = PingTimeout,
        ConnectTimeout = ConnectTimeout,
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = Trusting(options),
            ClientCertificateContext = Credential(options.CertificatePath, options.KeyPath),
        },
    };

    private static X509ChainPolicy Trusting(HubConnectionOptions options)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (options.CaPath is { } path)
            policy.CustomTrustStore.ImportFromPemFile(path);
        else
            policy.CustomTrustStore.ImportFromPem(options.CaPem);
        return policy;
    }

    private static SslStreamCertificateContext Credential(string certificatePath, string keyPath)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        // Windows cannot present a key that lives in memory only.
        if (OperatingSystem.IsWindows())
            certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        var intermediates = new X509Certificate2Collection();
        intermediates.ImportFromPemFile(certificatePath);
        return SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
    }
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Cosigning;

/// <summary>Connections to witnesses: to the configured addresses and nowhere else, with little patience and little room.</summary>
public static class WitnessConnections
{
    private const int HeaderKilobytes = 8;
    private const int DrainBytes = 16 * 1024;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(100);

    // A witness that moves to another address is found again.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <param name="authorities">What the witnesses' certificates must chain to; null for what this machine trusts. TLS keeps strangers
    /// from dropping answers unseen; what an answer is worth, its signature says.</param>
    public static SocketsHttpHandler Create(X509Certificate2Collection? authorities = null) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = HeaderKilobytes,
        MaxResponseDrainSize = DrainBytes,
        ResponseDrainTimeout = DrainTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = authorities is null ? null : Trusting(authorities) },
    };

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}

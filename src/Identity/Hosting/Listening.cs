using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace SharingHub.Identity.Hosting;

internal static class Listening
{
    // A token request is a form of a few kilobytes.
    private const long MaxRequestBytes = 64 * 1024;

    /// <summary>
    /// Listens with TLS. A client certificate is allowed, not required, because discovery and probes need none;
    /// one that is shown must be good, or the handshake fails.
    /// </summary>
    public static void ListenWithClientCertificates(this WebApplicationBuilder builder, IdentityMaterial material)
    {
        builder.WebHost.UseUrls(material.Listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = material.Certificate;
                https.ServerCertificateChain = material.CertificateChain;
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                // Without a policy the chain is first built on the system's roots, which may go to the network.
                https.OnAuthenticate = (_, tls) => tls.CertificateChainPolicy = material.ClientAuthority.Policy();
                https.ClientCertificateValidation = (certificate, _, _) => material.ClientAuthority.Vouches(certificate);
            });
        });
    }
}

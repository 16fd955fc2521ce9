using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace SharingHub.Hub.Hosting;

/// <summary>Kestrel: mutual TLS with the configured authority, HTTP/2 for gRPC, limits.</summary>
internal static class Listening
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static void Configure(this KestrelServerOptions kestrel, HubOptions options)
    {
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(options.ClientCa);
        var server = X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey);

        kestrel.AddServerHeader = false;
        // The gateway multiplexes many members' streams over few connections.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        // A stream may be idle for as long as its token lives.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(IPAddress.Parse(options.Listen.Host), options.Listen.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = server,
                // Allowed, not required: a call without one gets a sentence instead of a broken handshake.
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = (certificate, _, _) => ChainsTo(certificate, authority),
            });
        });
    }

    private static bool ChainsTo(X509Certificate2 certificate, X509Certificate2Collection authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }
}

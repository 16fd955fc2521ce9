using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using SharingHub.Gateway.Configuration;

namespace SharingHub.Gateway.Door;

/// <summary>The only public door: one port, TLS, a client certificate if the caller has one.</summary>
internal static class DoorSetup
{
    /// <summary>Less than the idle limits of common firewalls and load balancers (60 s and more).</summary>
    internal static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    /// <summary>A peer that does not answer a ping this long is gone.</summary>
    internal static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    public static void OpenDoor(this IWebHostBuilder web, GatewayOptions options, GatewayCertificates certificates)
    {
        web.UseKestrelHttpsConfiguration();
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            SetLimits(kestrel.Limits, options.Limits);
            Listen(kestrel, DoorAddress.Parse(options.Listen)!, listener =>
            {
                listener.Protocols = HttpProtocols.Http1AndHttp2;
                listener.UseHttps(https => SetTls(https, certificates));
            });
        });
    }

    /// <summary>Open streams are cut after a few seconds; their clients come back with a cursor.</summary>
    public static void AddGracefulStop(this IServiceCollection services, GatewayOptions options) =>
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Watch.StopSeconds));

    private static void SetLimits(KestrelServerLimits limits, LimitOptions options)
    {
        limits.MaxConcurrentConnections = options.Connections;
        limits.MaxRequestHeadersTotalSize = options.HeaderBytes;
        limits.MaxRequestBodySize = options.BodyBytes;
        limits.Http2.MaxRequestHeaderFieldSize = options.HeaderBytes;
        limits.Http2.MaxStreamsPerConnection = options.StreamsPerConnection;
        limits.Http2.KeepAlivePingDelay = PingDelay;
        limits.Http2.KeepAlivePingTimeout = PingTimeout;
    }

    private static void SetTls(HttpsConnectionAdapterOptions https, GatewayCertificates certificates)
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.ServerCertificate = certificates.Door.Certificate;
        https.ServerCertificateChain = certificates.Door.Chain;
        // None is allowed: discovery, keys and the ledger are for everyone, and the hub answers UNAUTHENTICATED itself. A wrong one ends the handshake.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.OnAuthenticate = (ConnectionContext _, SslServerAuthenticationOptions tls) =>
        {
            tls.CertificateChainPolicy = certificates.Clients.Policy();
            // A resumed session would bring the certificate from its ticket, without proof of the key and without its intermediates.
            tls.AllowTlsResume = false;
        };
    }

    private static void Listen(KestrelServerOptions kestrel, DoorAddress address, Action<ListenOptions> configure)
    {
        if (address.Host is not null)
            kestrel.Listen(address.Host, address.Port, configure);
        else if (address.Loopback)
            kestrel.ListenLocalhost(address.Port, configure);
        else
            kestrel.ListenAnyIP(address.Port, configure);
    }
}

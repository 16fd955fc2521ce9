using System.Net.Security;
using System.Security.Authentication;
using SharingHub.Gateway.Configuration;
using SharingHub.Gateway.Door;
using SharingHub.Gateway.Health;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace SharingHub.Gateway.Routing;

/// <summary>YARP, told in code: two clusters, five paths, one header.</summary>
internal static class RoutingSetup
{
    /// <summary>Hub and issuer are a few hops away; one that does not accept a connection in this time is passed over.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    public static void AddRoutes(this IServiceCollection services, GatewayOptions options, GatewayCertificates certificates)
    {
        services.AddSingleton<IPassiveHealthCheckPolicy, UnreachableAtOnce>();
        services.AddReverseProxy()
            .LoadFromMemory(Paths.All, Clusters.Of(options))
            .ConfigureHttpClient((_, handler) =>
            {
                handler.SslOptions = UpstreamTls(certificates);
                handler.ConnectTimeout = ConnectTimeout;
                handler.KeepAlivePingDelay = DoorSetup.PingDelay;
                handler.KeepAlivePingTimeout = DoorSetup.PingTimeout;
            })
            .AddTransforms(transforms =>
            {
                // What callers claimed was stripped at the door; of what the gateway knows, hub and issuer need only the certificate.
                transforms.UseDefaultForwarders = false;
                transforms.AddClientCertHeader(ForgedHeaders.ClientCertificate);
            });
    }

    public static void MapRoutes(this IEndpointRouteBuilder endpoints) => endpoints.MapReverseProxy(pipeline =>
    {
        pipeline.UseGrpcRoutes();
        pipeline.UseAnotherReplica();
        pipeline.UseLoadBalancing();
        pipeline.UsePassiveHealthChecks();
    });

    private static SslClientAuthenticationOptions UpstreamTls(GatewayCertificates certificates) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = certificates.Upstreams.Policy(),
        ClientCertificateContext = SslStreamCertificateContext.Create(certificates.Upstream.Certificate, certificates.Upstream.Chain, offline: true),
    };
}

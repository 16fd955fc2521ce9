using Yarp.ReverseProxy.Configuration;

namespace SharingHub.Gateway.Routing;

/// <summary>What the door lets through. Anything else is 404.</summary>
internal static class Paths
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static IReadOnlyList<RouteConfig> All { get; } =
    [
        Grpc("hub", "/sharinghub.v1.{service}/{method}"),
        Grpc("federation", "/sharinghub.federation.v1.{service}/{method}"),
        Grpc("hub-health", "/grpc.health.v1.Health/{method}"),
        Http("ledger", Clusters.Hub, "/ledger/{**rest}", Reading),
        Http("tokens", Clusters.Identity, "/connect/{**rest}", null),
        Http("discovery", Clusters.Identity, "/.well-known/{**rest}", Reading),
    ];

    // A stream has no total size, no least rate and no total time: for bodies that say they are gRPC, YARP lifts Kestrel's limits. The hub
    // measures messages, and its heartbeats keep the stream alive. No route sets a timeout.
    private static RouteConfig Grpc(string name, string path) => new()
    {
        RouteId = name,
        ClusterId = Clusters.Hub,
        Match = new RouteMatch { Path = path, Methods = ["POST"] },
        Metadata = new Dictionary<string, string> { [GrpcRoute.Mark] = "" },
    };

    private static RouteConfig Http(string name, string cluster, string path, IReadOnlyList<string>? methods) => new()
    {
        RouteId = name,
        ClusterId = cluster,
        Match = new RouteMatch { Path = path, Methods = methods },
    };
}

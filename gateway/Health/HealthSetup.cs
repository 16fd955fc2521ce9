using SharingHub.Gateway.Routing;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace SharingHub.Gateway.Health;

/// <summary>The gateway's own probes. The hub's and the issuer's are not reachable from outside.</summary>
internal static class HealthSetup
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Live, () => Results.Text("live\n")).DisableRateLimiting();
        endpoints.MapGet(Ready, (IProxyStateLookup state) => IsReady(state)
            ? Results.Text("ready\n")
            : Results.Text("no healthy hub, or no healthy issuer\n", statusCode: StatusCodes.Status503ServiceUnavailable)).DisableRateLimiting();
    }

    private static bool IsReady(IProxyStateLookup state) => HasHealthy(state, Clusters.Hub) && HasHealthy(state, Clusters.Identity);

    // Unknown is not enough here: until the first probe was answered, nothing is known to work.
    private static bool HasHealthy(IProxyStateLookup state, string cluster) =>
        state.TryGetCluster(cluster, out var found) && found.DestinationsState.AllDestinations.Any(destination =>
            destination.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy });
}

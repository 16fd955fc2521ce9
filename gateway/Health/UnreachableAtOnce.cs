using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace SharingHub.Gateway.Health;

/// <summary>
/// Takes a destination out at the first call that could not connect. Least-requests would otherwise prefer it:
/// the replica that refuses every call always has the fewest.
/// </summary>
internal sealed class UnreachableAtOnce(IDestinationHealthUpdater updater) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = nameof(UnreachableAtOnce);

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (Unreachable.Is(context.GetForwarderErrorFeature()))
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
    }
}

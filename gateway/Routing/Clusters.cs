using System.Globalization;
using System.Net;
using SharingHub.Gateway.Configuration;
using SharingHub.Gateway.Health;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace SharingHub.Gateway.Routing;

/// <summary>What stands behind the door.</summary>
internal static class Clusters
{
    public const string Hub = "hub";
    public const string Identity = "identity";

    /// <summary>One lost probe may be a pause; two in a row are not.</summary>
    private const int FailedProbes = 2;

    public static IReadOnlyList<ClusterConfig> Of(GatewayOptions options) =>
    [
        // gRPC is HTTP/2 or nothing.
        Cluster(Hub, options.Hubs, HttpVersionPolicy.RequestVersionExact, options.Watch),
        Cluster(Identity, [options.Identity], HttpVersionPolicy.RequestVersionOrLower, options.Watch),
    ];

    private static ClusterConfig Cluster(string name, IReadOnlyList<string> addresses, HttpVersionPolicy version, WatchOptions watch) => new()
    {
        ClusterId = name,
        Destinations = addresses.Select((address, i) => (Name: $"{name}-{i}", address))
            .ToDictionary(one => one.Name, one => new DestinationConfig { Address = one.address }),
        // Streams last for hours: what counts is how many a replica holds, not how many it was given.
        LoadBalancingPolicy = LoadBalancingPolicies.LeastRequests,
        HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
        HttpRequest = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = version,
            ActivityTimeout = TimeSpan.FromSeconds(watch.ActivitySeconds),
        },
        HealthCheck = Health(watch),
        Metadata = new Dictionary<string, string>
        {
            [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = FailedProbes.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static HealthCheckConfig Health(WatchOptions watch) => new()
    {
        Active = new ActiveHealthCheckConfig
        {
            Enabled = true,
            Path = HealthSetup.Ready,
            Interval = TimeSpan.FromSeconds(watch.ProbeSeconds),
            Timeout = TimeSpan.FromSeconds(watch.ProbeSeconds),
            Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
        },
        Passive = new PassiveHealthCheckConfig
        {
            Enabled = true,
            Policy = UnreachableAtOnce.PolicyName,
            // Probes take over from here: two of them will have failed by then, or the destination is back.
            ReactivationPeriod = TimeSpan.FromSeconds((FailedProbes + 1) * watch.ProbeSeconds),
        },
    };
}

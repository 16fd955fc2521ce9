using SharingHub.Gateway.Health;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace SharingHub.Gateway.Routing;

/// <summary>
/// A call that no replica has seen, because the connection was never made, goes to the next one. Nothing else is ever repeated:
/// a call that may have arrived is the client's to repeat, with its key.
/// </summary>
internal static class AnotherReplica
{
    public static void UseAnotherReplica(this IReverseProxyApplicationBuilder pipeline) => pipeline.Use(async (context, next) =>
    {
        var proxy = context.GetReverseProxyFeature();
        var untried = proxy.AvailableDestinations;
        var body = new UnreadBody(context.Request.Body);
        context.Request.Body = body;
        await next();

        while (Unreachable.Is(context.GetForwarderErrorFeature()) && !body.Touched && !context.Response.HasStarted)
        {
            untried = Without(untried, proxy.ProxiedDestination);
            if (untried.Count == 0)
                return;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            proxy.AvailableDestinations = untried;
            await next();
        }
    });

    private static List<DestinationState> Without(IReadOnlyList<DestinationState> destinations, DestinationState? tried) =>
        [.. destinations.Where(destination => destination != tried)];
}

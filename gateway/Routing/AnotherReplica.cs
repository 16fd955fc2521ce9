using SharingHub.Gateway.Health;
using Yarp.ReverseProxy.Forwarder;

namespace SharingHub.Gateway.Routing;

/// <summary>
/// A call that no replica has seen, because the connection was never made, goes to the next one. Nothing else is ever repeated:
/// a call that may have arrived is the client's to repeat, with its key.
/// </summary>
internal static class AnotherReplica
{
    public static void UseAnotherReplica(this IReverseProxyApplicationBuilder pipeline) => pipeline.Use(async (context, next) =>
    {
        await next();
        var proxy = context.GetReverseProxyFeature();
        var untried = proxy.AllDestinations.Except(Tried(proxy)).ToList();
        while (untried.Count > 0 && !context.Response.HasStarted && Unreachable.Is(context.GetForwarderErrorFeature()))
        {
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            proxy.AvailableDestinations = untried;
            proxy.ProxiedDestination = null;
            await next();
            untried = untried.Except(Tried(proxy)).ToList();
        }
    });

    private static IEnumerable<Yarp.ReverseProxy.Model.DestinationState> Tried(Yarp.ReverseProxy.Model.IReverseProxyFeature proxy) =>
        proxy.ProxiedDestination is { } destination ? [destination] : proxy.AllDestinations;
}

using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace SharingHub.Gateway.Routing;

/// <summary>What a gRPC route asks of the connection.</summary>
internal static class GrpcRoute
{
    /// <summary>The metadata that marks a route as gRPC.</summary>
    public const string Mark = "grpc";

    public static void UseGrpcRoutes(this IReverseProxyApplicationBuilder pipeline) => pipeline.Use((context, next) =>
    {
        if (context.GetReverseProxyFeature().Route.Config.Metadata?.ContainsKey(Mark) != true)
            return next();

        // Over HTTP/1.1 the status, which travels in trailers, would be lost on the way back.
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status505HttpVersionNotsupported;
            return context.Response.WriteAsync("gRPC needs HTTP/2.\n");
        }

        // Kestrel ends a body slower than 240 bytes a second; a stream that has nothing to say is not slow.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        return next();
    });
}

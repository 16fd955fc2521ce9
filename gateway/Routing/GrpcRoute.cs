using SharingHub.Gateway.Answers;

namespace SharingHub.Gateway.Routing;

/// <summary>gRPC goes where gRPC is spoken, and only there.</summary>
internal static class GrpcRoute
{
    /// <summary>The metadata that marks a route as gRPC.</summary>
    public const string Mark = "grpc";

    public static void UseGrpcRoutes(this IReverseProxyApplicationBuilder pipeline) => pipeline.Use((context, next) =>
    {
        var isGrpcRoute = context.GetReverseProxyFeature().Route.Config.Metadata?.ContainsKey(Mark) == true;

        // Over HTTP/1.1 the status, which travels in trailers, would be lost on the way back.
        if (isGrpcRoute && !HttpProtocol.IsHttp2(context.Request.Protocol))
            return PlainAnswer.Write(context, StatusCodes.Status505HttpVersionNotsupported, "gRPC needs HTTP/2.");

        // YARP lifts the body cap from whatever calls itself gRPC; the token endpoint must keep its own.
        if (!isGrpcRoute && GrpcAnswer.Wanted(context))
            return PlainAnswer.Write(context, StatusCodes.Status415UnsupportedMediaType, "This address does not speak gRPC.");
        return next();
    });
}

using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace SharingHub.Gateway.Answers;

/// <summary>
/// A replica that dies in the middle of a gRPC stream. YARP would reset the stream, which gRPC clients read as CANCELLED, as if they had asked for it;
/// the truth is UNAVAILABLE, try again, so it is said in trailers. A reset that the hub sent itself stays a reset, because it also
/// throws away what a stalled reader has not read yet.
/// </summary>
internal static class BrokenStreams
{
    private const string Sentence = "The server broke off in the middle of the call; resume from what was received.";

    public static void UseBrokenStreamAnswers(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!GrpcAnswer.Wanted(context) || !context.Response.SupportsTrailers() || context.Features.Get<IHttpResetFeature>() is not { } reset)
        {
            await next(context);
            return;
        }

        var held = new HeldReset(context, reset);
        context.Features.Set<IHttpResetFeature>(held);
        await next(context);
        if (!held.Held)
            return;
        context.Response.AppendTrailer("grpc-status", ((int)GrpcStatus.Unavailable).ToString(CultureInfo.InvariantCulture));
        context.Response.AppendTrailer("grpc-message", Sentence);
    });

    private sealed class HeldReset(HttpContext context, IHttpResetFeature inner) : IHttpResetFeature
    {
        public bool Held { get; private set; }

        public void Reset(int errorCode)
        {
            var failure = context.GetForwarderErrorFeature();
            // HTTP/2's own words (RST_STREAM, GOAWAY) come as HttpProtocolException; a connection that went away does not.
            if (Causes.Find<HttpProtocolException>(failure?.Exception) is { ErrorCode: > 0 } word)
                // YARP 2.3 has CANCEL and INTERNAL_ERROR the wrong way round; what the hub said is passed on as it said it.
                inner.Reset((int)word.ErrorCode);
            else if (IsFromBehind(failure) && !context.RequestAborted.IsCancellationRequested)
                Held = true;
            else
                inner.Reset(errorCode);
        }

        // RequestBodyClient too: when the connection behind goes away, YARP stops reading the caller's body and then blames the caller.
        private static bool IsFromBehind(IForwarderErrorFeature? failure) => failure is
        {
            Error: ForwarderError.ResponseBodyDestination or ForwarderError.RequestBodyDestination or ForwarderError.RequestBodyClient,
        };
    }
}

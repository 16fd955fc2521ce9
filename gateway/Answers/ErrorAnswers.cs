using SharingHub.Gateway.Health;
using Yarp.ReverseProxy.Forwarder;

namespace SharingHub.Gateway.Answers;

/// <summary>When no answer came from behind, the caller gets one in its own protocol: UNAVAILABLE with a sentence for gRPC, plain text else.</summary>
internal static class ErrorAnswers
{
    public static void UseErrorAnswers(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;

        var status = context.Response.StatusCode;
        var sentence = Sentence(failure, status);
        context.Response.Clear();
        if (GrpcAnswer.Wanted(context))
            GrpcAnswer.Write(context, GrpcStatus.Unavailable, sentence);
        else
            await PlainAnswer.Write(context, status, sentence);
    });

    private static string Sentence(IForwarderErrorFeature failure, int status) => failure.Error switch
    {
        ForwarderError.NoAvailableDestinations => "No server can take the call now; try again shortly.",
        ForwarderError.RequestTimedOut => "The server did not answer in time; the call may or may not have taken effect.",
        ForwarderError.RequestBodyClient when status == StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes.",
        ForwarderError.RequestBodyClient when Causes.Find<BadHttpRequestException>(failure.Exception) is not null => "The body could not be read to its end.",
        _ when Unreachable.Is(failure) => "The server could not be reached; try again shortly.",
        _ => "The server broke off before it answered; the call may or may not have taken effect.",
    };
}

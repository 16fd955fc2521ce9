using System.Globalization;

namespace SharingHub.Gateway.Answers;

/// <summary>An answer without a message: gRPC's "trailers-only" form, where the status stands in the headers.</summary>
internal static class GrpcAnswer
{
    private const string ContentType = "application/grpc";

    public static bool Wanted(HttpContext context) =>
        context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) == true;

    /// <param name="context">The call, whose answer has not started.</param>
    /// <param name="status">The gRPC status.</param>
    /// <param name="sentence">Printable ASCII without '%': grpc-message would need percent-encoding for anything else.</param>
    public static void Write(HttpContext context, GrpcStatus status, string sentence)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = sentence;
    }
}

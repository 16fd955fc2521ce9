using Grpc.Core;

namespace SharingHub.Hub.Hosting;

/// <summary>
/// gRPC reads the one message of a unary or server-streaming call before any interceptor runs, and answers UNKNOWN when it cannot.
/// A call that never got to <see cref="CallInterceptor"/> and whose caller is still there can only have failed for its message, and nothing
/// of the answer has left yet. Any other UNKNOWN stays what it is: something that trying again may help.
/// </summary>
internal sealed partial class UnreadableMessages(RequestDelegate next, ILogger<UnreadableMessages> logger)
{
    /// <summary>Set on a request whose message was read.</summary>
    public static readonly object WasRead = new();

    private const string Status = "grpc-status";
    private const string Message = "grpc-message";

    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (!http.Response.HasStarted && http.Response.Headers[Status] == Unknown
            && !http.Items.ContainsKey(WasRead) && !http.RequestAborted.IsCancellationRequested)
        {
            Unreadable(http.GetEndpoint()?.DisplayName ?? "");
            Answer(http.Response.Headers, HostingRefusals.Malformed.ToException());
        }
    }

    private static void Answer(IHeaderDictionary headers, RpcException refused)
    {
        headers[Status] = ((int)refused.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers[Message] = refused.Status.Detail;
        foreach (var trailer in refused.Trailers)
        {
            headers[trailer.Key] = trailer.IsBinary ? Convert.ToBase64String(trailer.ValueBytes) : trailer.Value;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Method}: the message could not be read.")]
    private partial void Unreadable(string method);
}

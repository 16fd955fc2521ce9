using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace SharingHub.Sdk.Connecting;

internal static partial class SdkLog
{
    [LoggerMessage(1, LogLevel.Warning, "Stream {Stream} broke ({Status}: {Cause}); attempt {Attempt} in {Delay}.")]
    public static partial void StreamBroke(this ILogger log, string stream, StatusCode status, string cause, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Debug, "New access token for {ClientId}, scopes '{Scopes}', for {Seconds} s.")]
    public static partial void TokenRenewed(this ILogger log, string clientId, string scopes, int seconds);

    [LoggerMessage(3, LogLevel.Warning, "Access token for {ClientId} could not be renewed ({Cause}); the present one still holds.")]
    public static partial void TokenNotRenewed(this ILogger log, string clientId, string cause);
}

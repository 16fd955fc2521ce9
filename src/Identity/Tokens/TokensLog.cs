namespace SharingHub.Identity.Tokens;

/// <summary>Never a token, an assertion or text from a request: a client id is written only once it is known to be registered.</summary>
internal static partial class TokensLog
{
    [LoggerMessage(1, LogLevel.Debug, "Refused a token: {Reason}")]
    public static partial void Refused(this ILogger log, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Refused a token to {ClientId}: {Reason}")]
    public static partial void RefusedClient(this ILogger log, string clientId, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Cannot delete expired assertions; the next round tries again.")]
    public static partial void CannotForgetAssertions(this ILogger log, Exception fault);
}

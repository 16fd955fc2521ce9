namespace SharingHub.Hub.Agreements;

internal static partial class AgreementsLog
{
    [LoggerMessage(LogLevel.Warning, "Whether agreements have expired could not be looked at or noted ({Error}); looking again.")]
    public static partial void ExpiryNotNoted(ILogger logger, string error);
}

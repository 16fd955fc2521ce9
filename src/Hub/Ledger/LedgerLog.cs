namespace SharingHub.Hub.Ledger;

internal sealed partial class LedgerLog(ILogger<LedgerLog> logger)
{
    [LoggerMessage(LogLevel.Warning, "The tree could not be extended ({Error}); trying again.")]
    public partial void IntegratingFailed(string error);

    [LoggerMessage(LogLevel.Error, "The tree cannot be extended: {Cause} No checkpoint is signed until this is found out.")]
    public partial void CannotIntegrate(string cause);

    [LoggerMessage(LogLevel.Error, "History and ledger do not hold the same: {Unknown} committed events have no place in the ledger, {Gone} places have no event. Somebody wrote past the hub.")]
    public partial void Incomplete(long unknown, long gone);

    [LoggerMessage(LogLevel.Error, "Publishing is halted. {Why}")]
    public partial void PublishingHalted(string why);

    [LoggerMessage(LogLevel.Warning, "No checkpoint could be signed: {Why} Trying again.")]
    public partial void PublishingFailed(string why);

    [LoggerMessage(LogLevel.Information, "Checkpoints are signed again.")]
    public partial void PublishingWorks();
}

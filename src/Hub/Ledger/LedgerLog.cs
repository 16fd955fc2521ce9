using SharingHub.Cosigning;

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

    [LoggerMessage(LogLevel.Information, "The log's key {Old} hands over to {New}: it is in the ledger, and the next checkpoint is signed by the new key.")]
    public partial void KeySucceeded(string old, string @new);

    [LoggerMessage(LogLevel.Warning, "Witness {Witness} did not cosign ({Outcome}, HTTP {Status}).")]
    public partial void WitnessDidNotCosign(string witness, WitnessOutcome outcome, int status);

    [LoggerMessage(LogLevel.Error, "Witness {Witness} holds another history of this log, or more of it (size {Size}) than there is here. Compare its checkpoint with the signer's last before anything else.")]
    public partial void WitnessContradicts(string witness, long size);

    [LoggerMessage(LogLevel.Information, "Witness {Witness} cosigns again.")]
    public partial void WitnessCosignsAgain(string witness);

    [LoggerMessage(LogLevel.Error, "No quorum of witnesses has seen the ledger for {Limit}: nothing new is taken in until one has.")]
    public partial void EvidenceLate(TimeSpan limit);

    [LoggerMessage(LogLevel.Information, "A quorum of witnesses has seen the ledger: writing goes on.")]
    public partial void EvidenceFresh();

    [LoggerMessage(LogLevel.Information, "Checkpoints are signed again.")]
    public partial void PublishingWorks();
}

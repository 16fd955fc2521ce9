namespace SharingHub.Hub.Federation;

internal sealed partial class FederationLog(ILogger<FederationLog> logger)
{
    [LoggerMessage(LogLevel.Information, "Peer {Peer}: followed from here; its log has {Size} entries.")]
    public partial void Follows(string peer, long size);

    [LoggerMessage(LogLevel.Warning, "Peer {Peer}: {Trouble} Trying again in {Pause}.")]
    public partial void Troubled(string peer, string trouble, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "Peer {Peer} was not followed: {Error}. Trying again.")]
    public partial void FollowingFailed(string peer, string error);

    [LoggerMessage(LogLevel.Warning, "Peer {Peer} is refused, and nothing of it is accepted until the operator reinstates it: {Reason}")]
    public partial void Refused(string peer, string reason);

    [LoggerMessage(LogLevel.Warning, "Peer {Peer}: what its agreement {Agreement} lets a member here have is not carried: {Field} {Rule}.")]
    public partial void TermsNotCarried(string peer, string agreement, string field, string rule);

    [LoggerMessage(LogLevel.Warning, "Peer {Peer} does not take what it is told of its records here: {Reason}")]
    public partial void NotReported(string peer, string reason);

    [LoggerMessage(LogLevel.Warning, "The log of peer {Peer} is not cosigned: {Reason} Trying again.")]
    public partial void NotCosigned(string peer, string reason);

    [LoggerMessage(LogLevel.Warning, "What peers are to be followed could not be looked at ({Error}); looking again.")]
    public partial void NotLookedAt(string error);
}

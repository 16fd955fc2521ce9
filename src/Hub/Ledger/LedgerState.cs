using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Publishing;

namespace SharingHub.Hub.Ledger;

/// <summary>How tree and checkpoints stand, as this replica saw it last: for probes, metrics, and one log line a change.</summary>
internal sealed class LedgerState(LedgerLog log)
{
    private volatile Halt? _halt;
    private volatile string? _trouble;

    private volatile string? _stuck;

    /// <summary>Why the tree cannot be extended; null while it can.</summary>
    public string? Stuck => _stuck;

    /// <summary>Why nothing may be signed; null while it may.</summary>
    public Halt? Halt => _halt;

    /// <summary>Why nothing can be signed for the moment; null while it can.</summary>
    public string? Trouble => _trouble;

    public void TreeIs(string? stuck)
    {
        var before = _stuck;
        _stuck = stuck;
        if (stuck is not null && before != stuck)
        {
            log.CannotIntegrate(stuck);
        }
    }

    public void Halted(Halt halt)
    {
        var before = _halt;
        (_halt, _trouble) = (halt, null);
        Telemetry.SetPublishingHalted(true);
        if (before?.Cause != halt.Cause)
        {
            log.PublishingHalted(halt.Sentence);
        }
    }

    public void Troubled(string trouble)
    {
        var before = _trouble;
        _trouble = trouble;
        if (before != trouble)
        {
            log.PublishingFailed(trouble);
        }
    }

    public void Works()
    {
        var before = (_halt, _trouble);
        (_halt, _trouble) = (null, null);
        Telemetry.SetPublishingHalted(false);
        if (before is not (null, null))
        {
            log.PublishingWorks();
        }
    }
}

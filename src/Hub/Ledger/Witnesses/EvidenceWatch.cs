using SharingHub.Cosigning;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Ledger.Serving;

namespace SharingHub.Hub.Ledger.Witnesses;

/// <summary>
/// Fails closed: where witnesses are configured and no quorum has seen the log for longer than the limit, what would add to it is refused,
/// until the next quorum. Ending, suspending, disclosing and acknowledging go on, and so does the ledger itself: that is how it recovers.
/// </summary>
internal sealed class EvidenceWatch(CheckpointStore checkpoints, Witnessing witnesses, LedgerOptions options, WritingGate gate, TimeProvider time, LedgerLog log) : BackgroundService
{
    /// <summary>Writing stops and begins again within this.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private EvidenceState? _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!witnesses.AreAsked)
        {
            gate.Open();
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (evidence, now) = await checkpoints.EvidenceAsync(stoppingToken);
                Set(EvidenceRule.Decide(evidence, now, options.EvidenceLimit));
            }
            catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e) || stoppingToken.IsCancellationRequested)
            {
                // Nothing can be written either while the database is away.
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Set(EvidenceVerdict verdict)
    {
        Telemetry.SetEvidenceAge(verdict.Age ?? TimeSpan.Zero);
        if (verdict.WritingAllowed)
        {
            gate.Open();
        }
        else
        {
            gate.Close(LedgerRefusals.EvidenceLate);
        }

        if (_last == verdict.State)
        {
            return;
        }

        if (!verdict.WritingAllowed)
        {
            log.EvidenceLate(options.EvidenceLimit);
        }
        else if (_last is not null)
        {
            log.EvidenceFresh();
        }

        _last = verdict.State;
    }
}

using SharingHub.Archives.Checks;
using SharingHub.Archives.Format;
using SharingHub.Verification.Logs;

namespace SharingHub.Archives;

/// <summary>Checks a whole archive, and needs nothing else: no hub, no database, no network.</summary>
public static class ArchiveVerifier
{
    // Often enough for a bar.
    private const long Step = 1024;

    /// <param name="files">The archive.</param>
    /// <param name="policy">From <see cref="ArchivePolicy.Of"/>.</param>
    /// <param name="progress">Gets the number of entries checked, now and then.</param>
    /// <param name="stop">Ends the check with an exception.</param>
    public static ArchiveReport Verify(ArchiveFiles files, ArchivePolicy policy, Action<long>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(policy);
        var findings = new ArchiveFindings();
        var entries = new EntryChecks(files, findings);
        var log = LogVerifier.Verify(policy.Policy, files.Read, FileChecks.OfLog(files), Visit, stop);
        if (log.Checkpoint is { } checkpoint && !log.Truncated)
        {
            entries.Finish(checkpoint.Checkpoint.Size);
            FileChecks.Run(files, policy.Policy, checkpoint.Checkpoint.Size, entries.Rules, entries.Keys, findings);
            progress?.Invoke(checkpoint.Checkpoint.Size);
        }

        return new ArchiveReport(
            log.Checkpoint,
            policy.KeyIsGiven,
            policy.Policy.Quorum.ToString(),
            entries.Matched,
            entries.Tombstones.Accounted,
            entries.Disclosures.Disclosures,
            entries.Disclosures.Decided,
            entries.Disclosures.OnKeptVerdicts,
            entries.Disclosures.Notices,
            entries.Rules.Revisions.Count(),
            [.. log.Findings, .. findings.Kept],
            findings.Total - findings.Kept.Count + (log.Truncated ? 1 : 0));

        void Visit(long index, ReadOnlyMemory<byte> entry)
        {
            entries.Visit(index, entry);
            if (index % Step == 0)
                progress?.Invoke(index);
        }
    }
}

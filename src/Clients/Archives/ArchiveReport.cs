using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Logs;

namespace SharingHub.Archives;

/// <summary>What checking an archive came to.</summary>
/// <param name="Checkpoint">The checkpoint, if it met the policy.</param>
/// <param name="KeyIsGiven">Whether the log's key is the reader's own.</param>
/// <param name="Quorum">Which witnesses were asked for.</param>
/// <param name="Matched">Entries whose envelope and salt open them.</param>
/// <param name="Erased">Entries that cannot be opened, each with an act that says so.</param>
/// <param name="Disclosures">Disclosures of which each record was decided again.</param>
/// <param name="Decided">Views of records that were decided again.</param>
/// <param name="OnKeptVerdicts">Of those, records that were erased since: decided on what their disclosure kept of them.</param>
/// <param name="Notices">Notices in disclosures, which decide nothing.</param>
/// <param name="Agreements">Revisions of agreements.</param>
/// <param name="Findings">All that is wrong, or the first of it.</param>
/// <param name="MoreFindings">How many findings there are beyond; at least one more if the check ended early.</param>
public sealed record ArchiveReport(
    SignedCheckpoint? Checkpoint, bool KeyIsGiven, string Quorum, long Matched, long Erased, long Disclosures, long Decided, long OnKeptVerdicts, long Notices,
    long Agreements, IReadOnlyList<LogFinding> Findings, long MoreFindings)
{
    /// <summary>Everything is there, and as it was signed.</summary>
    public bool Clean => Checkpoint is not null && Findings.Count == 0;

    public long Entries => Checkpoint?.Checkpoint.Size ?? 0;
}

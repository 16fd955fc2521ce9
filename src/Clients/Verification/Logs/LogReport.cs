using SharingHub.Verification.Checkpoints;

namespace SharingHub.Verification.Logs;

/// <summary>What checking a whole log came to.</summary>
/// <param name="Checkpoint">The checkpoint, if it met the policy.</param>
/// <param name="Findings">Everything that is wrong; no finding, and the log is what was signed.</param>
/// <param name="Truncated">There is more than <see cref="LogVerifier.MaxFindings"/>.</param>
public sealed record LogReport(SignedCheckpoint? Checkpoint, IReadOnlyList<LogFinding> Findings, bool Truncated)
{
    public bool Sound => Checkpoint is not null && Findings.Count == 0;
}

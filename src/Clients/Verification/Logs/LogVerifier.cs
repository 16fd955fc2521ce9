using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>Gets an entry and its index while a log is checked. The entry is in the log only if the report is sound.</summary>
public delegate void LogEntryVisitor(long index, ReadOnlyMemory<byte> entry);

/// <summary>
/// Checks a whole tlog-tiles log. Everything is recomputed from the entries upward and compared byte for byte: a tile is never believed,
/// nor a part of the tree checked by samples (CVE-2026-56865: a reader that authenticated only some tiles let a changed one pass).
/// </summary>
public static class LogVerifier
{
    /// <summary>Findings beyond these are counted as "more": a log that is wrong everywhere needs no longer list.</summary>
    public const int MaxFindings = 1000;

    /// <param name="policy">Whose log, and who must have signed.</param>
    /// <param name="read">Gives a file by its path (<c>checkpoint</c>, <c>tile/…</c>); null if there is none.</param>
    /// <param name="present">Every path there is under <c>tile/</c>, so that files which the tree does not need are checked too: older partial tiles, and strays.</param>
    /// <param name="visit">Gets every entry that can be read, in order.</param>
    /// <param name="stop">Ends the check with an exception.</param>
    public static LogReport Verify(
        LogPolicy policy, Func<string, ReadOnlyMemory<byte>?> read, IEnumerable<string>? present = null, LogEntryVisitor? visit = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(read);
        if (read(TilePath.Checkpoint) is not { } note)
            return new LogReport(null, [new LogFinding(TilePath.Checkpoint, null, "The file is missing.")], false);
        var checkpoint = policy.Open(note.Span);
        if (!checkpoint.Ok)
            return new LogReport(null, [new LogFinding(TilePath.Checkpoint, null, checkpoint.Problem.Sentence)], false);

        var findings = new FindingList();
        var files = new LogFiles(read);
        try
        {
            TreeCheck.Run(checkpoint.Value.Checkpoint, files, findings, visit, stop);
            SpareFiles.Check(checkpoint.Value.Checkpoint.Size, present ?? [], files, findings, stop);
        }
        catch (FindingList.FullException)
        {
            return new LogReport(checkpoint.Value, findings.All, true);
        }

        return new LogReport(checkpoint.Value, findings.All, false);
    }
}

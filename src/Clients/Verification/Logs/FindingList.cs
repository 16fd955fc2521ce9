using System.Diagnostics.CodeAnalysis;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Logs;

/// <summary>Findings up to the limit; the next one ends the check.</summary>
internal sealed class FindingList
{
    private readonly List<LogFinding> _all = [];

    public IReadOnlyList<LogFinding> All => _all;

    public void Add(TilePath path, string sentence) => Add(path.ToString(), null, sentence);

    public void Add(string path, long? index, string sentence)
    {
        if (_all.Count == LogVerifier.MaxFindings)
            throw new FullException();
        _all.Add(new LogFinding(path, index, sentence));
    }

    public void AddRange(IEnumerable<LogFinding> findings)
    {
        foreach (var finding in findings)
            Add(finding.Path, finding.Index, finding.Sentence);
    }

    [SuppressMessage("Design", "CA1064", Justification = "Never leaves the room.")]
    [SuppressMessage("Design", "CA1032", Justification = "Never leaves the room.")]
    internal sealed class FullException : Exception;
}

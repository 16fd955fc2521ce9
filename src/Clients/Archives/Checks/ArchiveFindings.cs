using SharingHub.Archives.Format;
using SharingHub.Verification.Logs;

namespace SharingHub.Archives.Checks;

/// <summary>What is wrong, the first thousand things of it; the rest is counted.</summary>
internal sealed class ArchiveFindings
{
    private readonly List<LogFinding> _kept = [];

    public IReadOnlyList<LogFinding> Kept => _kept;

    public long Total { get; private set; }

    /// <summary>About an event, in the file where its line belongs.</summary>
    public void Add(long index, string sentence) => Add(ArchiveNames.EventsOf(index), index, sentence);

    public void Add(string path, long? index, string sentence)
    {
        if (Total++ < LogVerifier.MaxFindings)
            _kept.Add(new LogFinding(path, index, sentence));
    }
}

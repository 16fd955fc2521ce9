using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Archives.Folding;

/// <summary>Which key of the log took over from which, by the events so far.</summary>
internal sealed class KeysFold
{
    private readonly List<KeySuccession> _successions = [];

    public IReadOnlyList<KeySuccession> Successions => _successions;

    /// <summary>The key that the log must be signed with; null while the first one never handed over.</summary>
    public VerifierKey? Newest => _successions is [.., var last] ? last.New : null;

    /// <returns>What is wrong with the event, given those before.</returns>
    public Problem? Apply(byte[] body)
    {
        var read = KeySuccession.FromBody(body);
        if (!read.Ok)
            return read.Problem;
        if (Newest is { } newest && newest.ToString() != read.Value.Old.ToString())
            return new Problem($"The key {read.Value.Old} hands over, and the log's is {newest}.");
        _successions.Add(read.Value);
        return null;
    }
}

using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>The log's keys, each successor after the key that it took over from. None before the first signature.</summary>
internal sealed record KnownKeys(IReadOnlyList<KnownKey> All)
{
    public VerifierKey? Newest => All is [.., var newest] ? newest.Key : null;

    /// <summary>Whether a tree of this size holds every event that names one of them: a key signs no checkpoint without its own.</summary>
    public bool AreCoveredBy(long size) => All.All(k => k.IsCoveredBy(size));

    /// <summary>The newest that has signed a checkpoint of this size.</summary>
    public VerifierKey SignedBy(long size) => All.Last(k => k.IsCoveredBy(size)).Key;

    /// <summary>What a checkpoint of this log, of whichever time, is held to.</summary>
    public LogPolicy Policy(string origin) => new(origin, All.Select(k => k.Key));
}

/// <param name="Key">The key.</param>
/// <param name="EventId">The event that names it; the first key has none.</param>
/// <param name="Index">The index of that event, once it has one.</param>
internal sealed record KnownKey(VerifierKey Key, Guid? EventId, long? Index)
{
    public bool IsCoveredBy(long size) => EventId is null || Index < size;
}

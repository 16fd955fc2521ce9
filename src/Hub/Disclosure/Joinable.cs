using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>A record that the hub may join on for a recipient and a purpose: what has to be known of it when something is told that rests on it.</summary>
/// <param name="Index">Of its last act, in the ledger.</param>
/// <param name="Grant">The grant that lets it be joined; null of the recipient's own record, which needs none.</param>
/// <param name="IsReadable">Whether the recipient may read it, so that it may be named.</param>
internal sealed record Joinable(string Stream, long Index, long Version, uint Revision, RecordFacts Facts, CompiledGrant? Grant, bool IsReadable)
{
    /// <summary>What of a result made with it may be told.</summary>
    public CorrelationRelease Release => Grant?.Grant.Correlate.Release ?? CorrelationRelease.Contributor;

    public string Contributor => Facts.Contributor;

    public RecordName Name
    {
        get
        {
            var name = StreamKeys.ParseRecord(Stream);
            name.Revision = Revision;
            return name;
        }
    }
}

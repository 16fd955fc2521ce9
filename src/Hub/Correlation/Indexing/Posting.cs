using SharingHub.Hub.Correlation.Identifiers;

namespace SharingHub.Hub.Correlation.Indexing;

/// <summary>Who holds one value: mentions by number, in order of arrival.</summary>
internal sealed class Posting(Scheme scheme)
{
    public Scheme Scheme => scheme;

    public List<int> Holders { get; } = [];

    /// <summary>How many different names hold it; counted up to the cap of its scheme.</summary>
    public int Names { get; set; }
}

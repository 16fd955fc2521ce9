using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation;

/// <summary>One record as one recipient's agreements let the hub use it for joining: what may not be joined on is absent from <paramref name="Record"/>.</summary>
/// <param name="Contributor">Member id.</param>
/// <param name="Record">What may be joined on.</param>
/// <param name="Release">What of a result made with this record may be told.</param>
/// <param name="Unnameable">Fields, such as <c>seller_account.phones</c>, that a reason must not name because the recipient's view lacks them.</param>
internal sealed record JoinView(string Contributor, IntelRecord Record, CorrelationRelease Release, IReadOnlySet<string> Unnameable)
{
    /// <summary><c>contributor/kind/id</c>, without revision.</summary>
    public string Name { get; } = NameOf(Contributor, KindNames.Of(Record), Record.Id);

    public RecordKind Kind => KindNames.Of(Record);

    /// <summary>When it was observed, in seconds since 1970.</summary>
    public long ObservedAt => Record.ObservedAt?.Seconds ?? 0;

    /// <param name="name">As <see cref="NameOf"/> makes it.</param>
    public static string ContributorOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    public static string NameOf(string contributor, RecordKind kind, string id) => $"{contributor}/{KindNames.Of(kind)}/{id}";
}

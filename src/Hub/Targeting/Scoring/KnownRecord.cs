using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Mentions;
using SharingHub.Hub.Targeting.Scoring.Learning;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>What is kept of a record that was taken in: enough to take another out again and learn anew without a second reading, and no more.</summary>
/// <param name="ObservedAt">Seconds since 1970.</param>
/// <param name="Accusation">0 to 1.</param>
/// <param name="Goods">Of a consignment.</param>
/// <param name="Outcome">What an examination of the recipient's own found.</param>
internal sealed record KnownRecord(
    string Name, string Contributor, RecordKind Kind, long ObservedAt, CorrelationRelease Release, IReadOnlySet<string> Unnameable, RecordMentions Mentions,
    double Accusation, GoodsFeature[] Goods, Outcome? Outcome)
{
    /// <summary>Whether anything is learned from it: it is a consignment, names a party or a carriage, or tells an outcome.</summary>
    public bool Teaches => Kind == RecordKind.Shipment || Mentions.Parties.Length > 0 || Mentions.Carriage.Length > 0 || Outcome is not null;

    /// <summary>Whether the same is learned from another revision: a carrier's next status or time of arrival, say, has no part in any score.</summary>
    public bool SaysTheSameAs(KnownRecord other) =>
        (Kind, ObservedAt, Release, Accusation, Outcome) == (other.Kind, other.ObservedAt, other.Release, other.Accusation, other.Outcome)
        && Unnameable.SetEquals(other.Unnameable) && Goods.AsSpan().SequenceEqual(other.Goods) && Mentions.Carriage.SequenceEqual(other.Mentions.Carriage)
        && Mentions.Parties.Length == other.Mentions.Parties.Length && Mentions.Parties.Zip(other.Mentions.Parties).All(pair => pair.First.SaysTheSameAs(pair.Second));

    public static KnownRecord Of(JoinView view, TokenKey key, string recipient) => new(
        view.Name, view.Contributor, view.Kind, view.ObservedAt, view.Release, view.Unnameable, MentionExtraction.Of(view, key), Scoring.Accusation.Of(view.Record),
        view.Record.Shipment is { } shipment ? GoodsFeatures.Of(shipment) : [], view.Contributor == recipient ? Outcome.Of(view) : null);
}

using SharingHub.Hub.Foundation.Attributes;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>All of a record that a decision may look at.</summary>
/// <param name="Contributor">Whose record it is.</param>
/// <param name="Kind">Which kind.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Confidence">0-100.</param>
/// <param name="SequencedAt">When the hub put it in order.</param>
/// <param name="Attributes">
/// As <see cref="RecordAttributesOf"/> makes them. Null says that they are not known, which is not the same as a record that has none: conditions of grants do
/// not hold then, and those of prohibitions do.
/// </param>
internal readonly record struct RecordFacts(
    string Contributor, RecordKind Kind, Tlp Tlp, uint Confidence, DateTimeOffset SequencedAt, RecordAttributes? Attributes)
{
    public static RecordFacts Of(string contributor, RecordKind kind, IntelRecord record, DateTimeOffset sequencedAt) =>
        new(contributor, kind, record.Tlp, record.Confidence, sequencedAt, RecordAttributesOf.Record(record));

    /// <summary>Of a record that was withdrawn.</summary>
    public static RecordFacts Of(string contributor, RecordKind kind, RecordRetracted retracted, DateTimeOffset sequencedAt) =>
        new(contributor, kind, retracted.Tlp, retracted.Confidence, sequencedAt, retracted.Attributes);

    /// <summary>As a disclosure kept them, to decide again when the body is no more.</summary>
    public static RecordFacts Of(DisclosedRecord kept, DateTimeOffset sequencedAt) =>
        new(kept.Name.Contributor, kept.Name.Kind, kept.Tlp, kept.Confidence, sequencedAt, kept.Attributes);
}

using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>All of a record that a decision may look at.</summary>
/// <param name="SequencedAt">Null when it is not known: back-fill that depends on it does not allow the record then.</param>
/// <param name="Attributes">Null when they are not known, which is not the same as a record that has none.</param>
internal sealed record DecisionFacts(
    string Contributor, RecordKind Kind, Tlp Tlp, uint Confidence, DateTimeOffset? SequencedAt, RecordAttributes? Attributes);

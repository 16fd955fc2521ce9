using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>All of a record that a decision may look at.</summary>
internal readonly record struct RecordFacts(string Contributor, RecordKind Kind, Tlp Tlp, uint Confidence, DateTimeOffset SequencedAt);

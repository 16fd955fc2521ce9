using SharingHub.Hub.Correlation.Identifiers;

namespace SharingHub.Hub.Correlation.Indexing;

/// <summary>One value under which a party can be found. <paramref name="Identifier"/>: its place in the mention's identifiers, -1 for names and addresses.</summary>
internal readonly record struct IndexEntry(JoinToken Token, Scheme Scheme, int Identifier);

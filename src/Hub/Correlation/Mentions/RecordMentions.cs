using SharingHub.Hub.Correlation.Indexing;

namespace SharingHub.Hub.Correlation.Mentions;

/// <summary>All that a record gives to join on: the parties it mentions, and what it names that is no party (waybills, containers).</summary>
internal sealed record RecordMentions(Mention[] Parties, IndexEntry[] Carriage);

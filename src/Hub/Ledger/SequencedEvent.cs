namespace SharingHub.Hub.Ledger;

/// <summary>A committed event with its place in the ledger. Times are UTC, to the microsecond.</summary>
/// <param name="Index">Ledger index, from 0.</param>
/// <param name="Body">The exact bytes that were stored.</param>
/// <param name="Agreement"><c>uuid@revision</c>, where the event stands under one.</param>
internal sealed record SequencedEvent(
    long Index, DateTimeOffset SequencedAt, Guid Id, string Stream, long Version, string Type, DateTimeOffset Recorded, byte[] Body,
    string Member, string Actor, string? Agreement);

using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger;

/// <summary>A committed event with its place in the ledger. Times are UTC, to the microsecond.</summary>
/// <param name="Index">Ledger index, from 0.</param>
/// <param name="Opened">Its body, or why there is none.</param>
/// <param name="Agreement"><c>uuid@revision</c>, where the event stands under one.</param>
internal sealed record SequencedEvent(
    long Index, DateTimeOffset SequencedAt, Guid Id, string Stream, long Version, string Type, DateTimeOffset Recorded, OpenedBody Opened,
    string Member, string Actor, string? Agreement)
{
    /// <summary>
    /// The exact bytes that were committed. A body that does not open is refused here, and not where it was read: whoever needs the envelope alone,
    /// or another event that was read beside it, does not suffer.
    /// </summary>
    public byte[] Body => Opened.Access switch
    {
        BodyAccess.Open => Opened.Bytes,
        BodyAccess.Erased => throw HistoryRefusals.BodyErased.ToException(),
        BodyAccess.Unavailable => throw HistoryRefusals.BodyUnavailable.ToException(),
        _ => throw HistoryRefusals.BodyDamaged.ToException(),
    };

    /// <summary>How long the body is, whether it opens or not.</summary>
    public int BodyLength => Opened.Length;

    /// <summary>Whether the key of the body was destroyed. What it said is gone; that it was said stands.</summary>
    public bool IsErased => Opened.Access == BodyAccess.Erased;
}

/// <summary>Which event stands at an index.</summary>
internal readonly record struct LedgerPlace(long Index, DateTimeOffset SequencedAt, Guid Id)
{
    /// <summary>That event, as this replica wrote it.</summary>
    public SequencedEvent Of(FreshEvent written) => new(
        Index, SequencedAt, Id, written.Event.Stream, written.Event.Version, written.Event.Type, written.Recorded,
        new OpenedBody(BodyAccess.Open, written.Event.Body, written.Event.Body.Length, written.Event.Key),
        written.Event.Member, written.Event.Actor, written.Event.Agreement);
}

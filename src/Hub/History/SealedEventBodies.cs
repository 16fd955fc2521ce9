namespace SharingHub.Hub.History;

/// <summary>
/// The body of an event whose stream rests sealed, as Marten reads and appends it: the sealed bytes (see <see cref="SealedBody"/>).
/// What is in them is for whoever has the stream's key.
/// </summary>
public abstract record SealedEventBody(byte[] Bytes);

/// <summary>Of <c>record.submitted.v1</c>; within, the record's bytes exactly as its contributor sent them.</summary>
public sealed record RecordSubmittedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>record.revised.v1</c>; within, the record's bytes exactly as its contributor sent them.</summary>
public sealed record RecordRevisedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>record.retracted.v1</c>; within, a RecordRetracted.</summary>
public sealed record RecordRetractedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>record.expunged.v1</c>; within, a RecordExpunged.</summary>
public sealed record RecordExpungedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>retention.expunge_requested.v1</c>; within, an ExpungeRequested.</summary>
public sealed record ExpungeRequestedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>retention.expunge_withdrawn.v1</c>; within, an ExpungeWithdrawn.</summary>
public sealed record ExpungeWithdrawnBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>retention.expunge_confirmed.v1</c>; within, an ExpungeConfirmed.</summary>
public sealed record ExpungeConfirmedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>retention.hold_placed.v1</c>; within, a HoldPlaced.</summary>
public sealed record HoldPlacedBody(byte[] Bytes) : SealedEventBody(Bytes);

/// <summary>Of <c>retention.hold_released.v1</c>; within, a HoldReleased.</summary>
public sealed record HoldReleasedBody(byte[] Bytes) : SealedEventBody(Bytes);

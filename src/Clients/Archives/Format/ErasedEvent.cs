namespace SharingHub.Archives.Format;

/// <summary>
/// What a hub says of an event whose key it destroyed. Nothing vouches for it but the tombstone, a later <c>record.expunged.v1</c>, that names the id at
/// this version of this stream.
/// </summary>
public sealed record ErasedEvent(Guid Id, string Stream, long Version);

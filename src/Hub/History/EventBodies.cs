namespace SharingHub.Hub.History;

/// <summary>An event's row, as far as its body needs it.</summary>
/// <param name="Bytes">As they rest.</param>
internal readonly record struct StoredBody(string Stream, long Version, Guid Id, byte[] Bytes);

/// <summary>A body, or why there is none.</summary>
/// <param name="Bytes">The exact bytes that were committed; empty when it does not open.</param>
/// <param name="Length">How long the body is, whether it opens or not.</param>
/// <param name="Key">The stream's key, where bodies rest sealed and it is there.</param>
internal readonly record struct OpenedBody(BodyAccess Access, byte[] Bytes, int Length, byte[]? Key)
{
    /// <summary>The one place where bodies are opened.</summary>
    public static OpenedBody Of(in StoredBody stored, StreamKey key)
    {
        if (!SealedBody.Covers(stored.Stream))
        {
            return new OpenedBody(BodyAccess.Open, stored.Bytes, stored.Bytes.Length, key.Key);
        }

        var length = SealedBody.LengthOf(stored.Bytes);
        if (key.Key is null)
        {
            return new OpenedBody(key.IsLost ? BodyAccess.Unavailable : BodyAccess.Erased, [], length, null);
        }

        return SealedBody.Open(key.Key, stored.Id, stored.Stream, stored.Version, stored.Bytes) is { } body
            ? new OpenedBody(BodyAccess.Open, body, length, key.Key)
            : new OpenedBody(BodyAccess.Damaged, [], length, key.Key);
    }
}

namespace SharingHub.Hub.History;

/// <summary>An event about to be appended by <see cref="HistoryWriter"/>: every envelope field but the time, which is the database's.</summary>
/// <param name="Version">1 for the first event of a stream, then one more each.</param>
/// <param name="StreamType">Marten's stream type, from <see cref="StreamTypes"/>.</param>
/// <param name="Member">The contributor, or the member that acted.</param>
/// <param name="Agreement"><c>uuid@revision</c>, where the event stands under one.</param>
/// <param name="Key">The stream's key, where its bodies rest sealed.</param>
/// <param name="Signature">What shows that the record's contributor signed for it, if it did.</param>
internal sealed record NewEvent(
    Guid Id, string Stream, string StreamType, long Version, string Type, byte[] Body, string Member, string Actor, string? Agreement = null, byte[]? Key = null,
    byte[]? Signature = null)
{
    /// <summary>The body as it rests. What is to be sealed is never written open.</summary>
    public byte[] Stored => !SealedBody.Covers(Stream) ? Body
        : Key is not null ? SealedBody.Seal(Key, Id, Stream, Version, Body)
        : throw new InvalidOperationException($"An event of type {Type} has no key to be sealed under.");

    /// <summary>The signature as it rests.</summary>
    public byte[] StoredSignature => SealedBody.Seal(Key!, Id, Stream, Version, Signature, SealedUse.Signature);
}

/// <summary>The names of <c>mt_streams.type</c> that the hub writes itself.</summary>
internal static class StreamTypes
{
    public const string Record = "record";
    public const string Disclosure = "disclosure";
    public const string Use = "use";
    public const string Onward = "onward";
    public const string Links = "links";
    public const string Denials = "denials";
    public const string Retention = "retention";
    public const string Ledger = "ledger";
}

namespace SharingHub.Hub.History;

/// <summary>An event about to be appended by <see cref="HistoryWriter"/>: every envelope field but the time, which is the database's.</summary>
/// <param name="Version">1 for the first event of a stream, then one more each.</param>
/// <param name="StreamType">Marten's stream type, from <see cref="StreamTypes"/>.</param>
/// <param name="Member">The contributor, or the member that acted.</param>
/// <param name="Agreement"><c>uuid@revision</c>, where the event stands under one.</param>
internal sealed record NewEvent(
    Guid Id, string Stream, string StreamType, long Version, string Type, byte[] Body, string Member, string Actor, string? Agreement = null);

/// <summary>The names of <c>mt_streams.type</c> that the hub writes itself.</summary>
internal static class StreamTypes
{
    public const string Record = "record";
    public const string Disclosure = "disclosure";
    public const string Denials = "denials";
}

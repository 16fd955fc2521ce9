using SharingHub.V1;

namespace SharingHub.Sdk.Keeping;

/// <summary>One record of a page that was received.</summary>
/// <param name="Name">The record, with its revision.</param>
/// <param name="Version">Its place among the acts on the record.</param>
/// <param name="Notice">Unspecified when it was a view.</param>
public sealed record KeptDelivery(RecordName Name, long Version, NoticeType Notice);

using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>What a peer said of one of its records, checked: a view, or the notice that it was withdrawn.</summary>
/// <param name="Name">As it is named here.</param>
/// <param name="Version">Of the record's event there.</param>
/// <param name="Record">The view as it came, with its origin and the names of here; null for a notice.</param>
/// <param name="Notice">Unspecified for a view.</param>
/// <param name="Proof">That its contributor signed for the view, if it did.</param>
internal sealed record ForeignAct(RecordName Name, ulong Version, IntelRecord? Record, NoticeType Notice, string Reason, ContributorProof? Proof = null)
{
    public string Stream => StreamKeys.Record(Name);
}

using SharingHub.Hub.Foundation;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Intake;

/// <summary>A valid record on its way into a commit.</summary>
/// <param name="Stream">The record's event stream.</param>
/// <param name="Bytes">As sent.</param>
/// <param name="Canonical">For the content digest.</param>
/// <param name="Proof">That the contributor signed for it, if it did.</param>
/// <param name="SignedBy">The key that signed for it.</param>
internal sealed record PendingRecord(
    Caller Caller, string Stream, IntelRecord Record, byte[] Bytes, byte[] Canonical, IReadOnlyList<FieldViolation> Warnings, ulong Position,
    SubmitStream Source, ContributorProof? Proof, VerifierKey? SignedBy)
{
    public RecordName Name => new() { Contributor = Caller.Member, Kind = KindNames.Of(Record), Id = Record.Id, Revision = Record.Revision };
}

using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>A grant that matches.</summary>
/// <param name="Number">Its place, from 1.</param>
internal sealed record DeterminingGrant(Guid Agreement, uint Revision, uint Number, Grant Grant)
{
    public override string ToString() => $"grant {Number} of {Agreement:D}@{Revision}";
}

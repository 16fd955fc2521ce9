using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>A record of this hub that a peer hub passed on.</summary>
/// <param name="Name">As it is called here.</param>
/// <param name="CameUnder">The grant here under which it crossed.</param>
internal sealed record OnwardRecord(RecordName Name, OriginGrant CameUnder)
{
    public string Stream => StreamKeys.Record(Name);

    /// <summary>Null when it is no record that came from another hub.</summary>
    /// <param name="name">As the peer hub calls it: its contributor is <c>name@hub</c>, where the hub is this one.</param>
    public static OnwardRecord? Of(RecordName? name, RecordAttributes? attributes)
    {
        if (name is null || attributes?.CameUnder is not { } came || !Guid.TryParseExact(came.AgreementId, "D", out _) || !RecordNames.IsRecordId(name.Id)
            || !MemberId.IsOfAnotherHub(name.Contributor) || !RecordNames.IsMemberId(name.Contributor) || name.Kind == RecordKind.Unspecified || !Enum.IsDefined(name.Kind))
        {
            return null;
        }

        var here = name.Clone();
        here.Contributor = MemberId.WithoutHub(name.Contributor);
        return new OnwardRecord(here, came);
    }
}

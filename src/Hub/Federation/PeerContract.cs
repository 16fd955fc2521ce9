using Google.Protobuf.WellKnownTypes;
using SharingHub.Federation.V1;
using SharingHub.Hub.Federation.Following;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Federation;

/// <summary>A peer as its operator and auditors read it.</summary>
internal static class PeerContract
{
    /// <param name="member">The peer.</param>
    /// <param name="followed">How far it was followed; null when it never was.</param>
    /// <param name="cosigned">The size of this hub's newest checkpoint that it cosigned.</param>
    /// <param name="canReach">Whether this hub has credentials there.</param>
    public static Peer Of(MemberState member, FollowedPeer? followed, long cosigned, bool canReach)
    {
        var (status, reason) = StatusOf(member, member.Peer!, followed, canReach);
        var contract = new Peer
        {
            Id = member.MemberId,
            DisplayName = member.DisplayName,
            Address = member.Peer!.Address,
            CertificateAuthority = member.Peer.CertificateAuthority,
            Status = status,
            Reason = reason,
            HeardAt = followed?.HeardAt?.ToTimestamp(),
            LogSize = (ulong)(followed?.LogSize ?? 0),
            Records = (ulong)(followed?.Records ?? 0),
            CosignedSize = (ulong)cosigned,
        };
        contract.LogKeys.AddRange(Standing(member.Peer.LogKeys));
        contract.WitnessKeys.AddRange(Standing(member.Peer.WitnessKeys));
        return contract;
    }

    private static IEnumerable<string> Standing(Dictionary<string, bool> keys) => keys.Where(k => !k.Value).Select(k => k.Key).Order(StringComparer.Ordinal);

    private static (PeerStatus Status, string Reason) StatusOf(MemberState member, PeerState peer, FollowedPeer? followed, bool canReach) => peer switch
    {
        { Ended: { } ended } => (PeerStatus.Ended, ended),
        _ when member.Suspended => (PeerStatus.Suspended, "The operator suspended it."),
        { Refused: { } refused } => (PeerStatus.Refused, refused),
        _ when !canReach => (PeerStatus.NotFollowed, "This hub has no credentials there (Federation:Peers)."),
        _ when followed is not { HeardAt: not null, Trouble: null } => (PeerStatus.Unreachable, followed?.Trouble ?? "Not heard of yet."),
        _ => (PeerStatus.Following, ""),
    };
}

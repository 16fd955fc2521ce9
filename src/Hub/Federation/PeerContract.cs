using SharingHub.Federation.V1;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Federation;

/// <summary>A peer as its operator and auditors read it.</summary>
internal static class PeerContract
{
    public static Peer Of(MemberState member)
    {
        var (status, reason) = StatusOf(member, member.Peer!);
        var contract = new Peer
        {
            Id = member.MemberId,
            DisplayName = member.DisplayName,
            Address = member.Peer!.Address,
            CertificateAuthority = member.Peer.CertificateAuthority,
            Status = status,
            Reason = reason,
        };
        contract.LogKeys.AddRange(member.Peer.LogKeys.Where(k => !k.Value).Select(k => k.Key).Order(StringComparer.Ordinal));
        return contract;
    }

    private static (PeerStatus Status, string Reason) StatusOf(MemberState member, PeerState peer) => peer switch
    {
        { Ended: { } ended } => (PeerStatus.Ended, ended),
        _ when member.Suspended => (PeerStatus.Suspended, "The operator suspended it."),
        { Refused: { } refused } => (PeerStatus.Refused, refused),
        _ => (PeerStatus.NotFollowed, "This hub has no credentials there (Federation:Peers)."),
    };
}

using Grpc.Core;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>Who the follower is at a scripted peer.</summary>
internal sealed class PeerMembers : MemberService.MemberServiceBase
{
    public override Task<MemberServiceListResponse> List(MemberServiceListRequest request, ServerCallContext context) =>
        Task.FromResult(new MemberServiceListResponse { Members = { new Member { Id = LyingPeers.Own, Role = MemberRole.PeerHub } } });
}

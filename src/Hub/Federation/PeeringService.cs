using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Hub.Federation.Following;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Witnesses;
using SharingHub.Hub.Members;
using Decision = (System.Collections.Generic.IReadOnlyList<Google.Protobuf.IMessage> Events, SharingHub.Hub.Foundation.Refusal? Refusal);

namespace SharingHub.Hub.Federation;

internal sealed class PeeringService(RuleChanges changes, MemberBook members, FollowedPeers followed, PeerCosignatures cosignatures, PeerConnections connections)
    : SharingHub.Federation.V1.PeeringService.PeeringServiceBase
{
    [Allow(Who.Operator)]
    public override async Task<AddResponse> Add(AddRequest request, ServerCallContext context)
    {
        PeeringRequests.Check(request);
        return new AddResponse { Peer = await ChangeAsync(request.Id, peer => PeerDecisions.Add(peer, request), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<EndResponse> End(EndRequest request, ServerCallContext context)
    {
        PeeringRequests.Check(request);
        return new EndResponse { Peer = await ChangeAsync(request.Id, peer => PeerDecisions.End(peer, request.Reason), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<AddLogKeyResponse> AddLogKey(AddLogKeyRequest request, ServerCallContext context)
    {
        PeeringRequests.CheckKey(request.LogKey);
        return new AddLogKeyResponse { Peer = await ChangeAsync(request.Id, peer => PeerDecisions.AddLogKey(peer, request.LogKey), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<RevokeLogKeyResponse> RevokeLogKey(RevokeLogKeyRequest request, ServerCallContext context) =>
        new() { Peer = await ChangeAsync(request.Id, peer => PeerDecisions.RevokeLogKey(peer, request.LogKey), context) };

    [Allow(Who.Operator)]
    public override async Task<AddWitnessKeyResponse> AddWitnessKey(AddWitnessKeyRequest request, ServerCallContext context)
    {
        PeeringRequests.CheckWitnessKey(request.WitnessKey);
        return new AddWitnessKeyResponse { Peer = await ChangeAsync(request.Id, peer => PeerDecisions.AddWitnessKey(peer, request.WitnessKey), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<RevokeWitnessKeyResponse> RevokeWitnessKey(RevokeWitnessKeyRequest request, ServerCallContext context) =>
        new() { Peer = await ChangeAsync(request.Id, peer => PeerDecisions.RevokeWitnessKey(peer, request.WitnessKey), context) };

    [Allow(Who.Operator | Who.Auditor)]
    public override async Task<ListResponse> List(ListRequest request, ServerCallContext context)
    {
        var response = new ListResponse();
        var far = (await followed.AllAsync(context.CancellationToken)).ToDictionary(f => f.Peer, StringComparer.Ordinal);
        foreach (var member in (await members.CurrentAsync(context.CancellationToken)).View.All.Where(m => m.Peer is not null).OrderBy(m => m.MemberId, StringComparer.Ordinal))
        {
            response.Peers.Add(await ShowAsync(member, far.GetValueOrDefault(member.MemberId), context.CancellationToken));
        }

        return response;
    }

    private async Task<Peer> ChangeAsync(string id, Func<MemberState?, Decision> decide, ServerCallContext context)
    {
        if (!MemberId.IsValid(id))
        {
            throw FederationRefusals.NoSuchPeer.ToException();
        }

        var changed = await changes.DecideAsync<MemberState>(
            context.Caller().Acting, StreamKeys.Member(id), held => Task.FromResult(decide(held)), context.CancellationToken);
        var far = (await followed.AllAsync(context.CancellationToken)).FirstOrDefault(f => f.Peer == id);
        return await ShowAsync(changed, far, context.CancellationToken);
    }

    private async Task<Peer> ShowAsync(MemberState member, FollowedPeer? far, CancellationToken stop) =>
        PeerContract.Of(member, far, await cosignatures.NewestAsync(member.Peer!.WitnessKeys.Keys, stop), connections.CanReach(member.MemberId));
}

using Grpc.Core;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>The agreements of a scripted peer.</summary>
internal sealed class PeerAgreements(ScriptedPeer peer) : AgreementService.AgreementServiceBase
{
    public override Task<AgreementServiceListResponse> List(AgreementServiceListRequest request, ServerCallContext context) =>
        Task.FromResult(new AgreementServiceListResponse { Agreements = { peer.Listed } });

    public override Task<AgreementServiceGetResponse> Get(AgreementServiceGetRequest request, ServerCallContext context) =>
        peer.Listed.Find(a => a.Id == request.AgreementId) is { } found
            ? Task.FromResult(new AgreementServiceGetResponse { Agreement = found })
            : throw new RpcException(new Status(StatusCode.NotFound, "There is none."));

    public override async Task Watch(AgreementServiceWatchRequest request, IServerStreamWriter<AgreementServiceWatchResponse> responseStream, ServerCallContext context)
    {
        await foreach (var agreement in peer.Told.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(new AgreementServiceWatchResponse { Change = new AgreementChange { Agreement = agreement, What = "changed" } });
    }
}

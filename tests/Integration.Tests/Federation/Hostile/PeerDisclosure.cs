using Grpc.Core;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>What a scripted peer sends.</summary>
internal sealed class PeerDisclosure(ScriptedPeer peer) : DisclosureService.DisclosureServiceBase
{
    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new SubscribeResponse { CaughtUp = new CaughtUp { Cursor = request.Cursor.Length == 0 ? "begin" : request.Cursor } });
        await foreach (var next in peer.Sent.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(next);
    }

    public override Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context) =>
        Task.FromResult(new AcknowledgeResponse { Acknowledged = (uint)request.DisclosureIds.Count });
}

using Grpc.Core;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>The ledger of a scripted peer.</summary>
internal sealed class PeerLog(ScriptedPeer peer) : LedgerService.LedgerServiceBase
{
    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) => peer.Ledger.Checkpoint is { } checkpoint
        ? Task.FromResult(new GetCheckpointResponse { Checkpoint = checkpoint, LogKey = peer.Ledger.Key })
        : throw new RpcException(new Status(StatusCode.NotFound, "There is none yet."));

    public override Task<GetReceiptsResponse> GetReceipts(GetReceiptsRequest request, ServerCallContext context) =>
        Task.FromResult(new GetReceiptsResponse { Answers = { request.EventIds.Select(peer.Receipt) } });
}

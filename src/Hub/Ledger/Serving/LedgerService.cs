using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.V1;

namespace SharingHub.Hub.Ledger.Serving;

internal sealed class LedgerService(CheckpointStore checkpoints, Receipts receipts) : V1.LedgerService.LedgerServiceBase
{
    [Allow(Who.Member | Who.Auditor)]
    public override async Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context)
    {
        var latest = await checkpoints.LatestAsync(context.CancellationToken) ?? throw Refusal.NotFound.ToException();
        return new GetCheckpointResponse { Checkpoint = latest.Note, LogKey = await checkpoints.LogKeyAsync(context.CancellationToken) };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context)
    {
        if (!Guid.TryParseExact(request.EventId, "D", out var id) || id.ToString("D") != request.EventId)
        {
            throw Refusal.Invalid("event_id", "must be a lower-case UUID, as 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10").ToException();
        }

        return receipts.OfAsync(id, context.Caller(), context.CancellationToken);
    }
}

using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.V1;

namespace SharingHub.Hub.Ledger.Serving;

internal sealed class LedgerService(CheckpointStore checkpoints, LogKeys logKeys, Receipts receipts) : V1.LedgerService.LedgerServiceBase
{
    private const int ReceiptsInCall = 100;

    /// <summary>Bytes: under what gRPC clients take when they are told nothing, which is 4 MiB.</summary>
    private const int LargestResponse = 3 * 1024 * 1024;

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context)
    {
        var latest = await checkpoints.ForAsync(context.Caller(), context.CancellationToken) ?? throw Refusal.NotFound.ToException();
        return new GetCheckpointResponse { Checkpoint = latest.Note, LogKey = (await logKeys.ReadAsync(context.CancellationToken)).SignedBy(latest.Head.Size).ToString() };
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context)
    {
        var found = new Violations();
        var id = CheckId(found, "event_id", request.EventId);
        found.Throw();

        var answer = (await receipts.OfAsync([id], context.Caller(), context.CancellationToken))[0];
        return answer.Receipt ?? throw answer.Refusal!.ToException();
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<GetReceiptsResponse> GetReceipts(GetReceiptsRequest request, ServerCallContext context)
    {
        var found = new Violations();
        found.When(
            request.EventIds.Count is 0 or > ReceiptsInCall || request.EventIds.Distinct().Count() < request.EventIds.Count, "event_ids", $"must be 1-{ReceiptsInCall} ids, each once");
        var ids = request.EventIds.Select((id, i) => CheckId(found, $"event_ids[{i}]", id)).ToArray();
        found.Throw();

        var response = new GetReceiptsResponse();
        var size = 0;
        foreach (var (id, answer) in request.EventIds.Zip(await receipts.OfAsync(ids, context.Caller(), context.CancellationToken)))
        {
            size += answer.Receipt?.CalculateSize() ?? 0;
            if (size > LargestResponse && response.Answers.Count > 0)
            {
                break;
            }

            response.Answers.Add(new ReceiptAnswer
            {
                EventId = id,
                Receipt = answer.Receipt,
                Reason = answer.Refusal is { } refusal ? Refusal.NameOf(refusal.Reason) : "",
            });
        }

        return response;
    }

    private static Guid CheckId(Violations found, string field, string text)
    {
        var ok = Guid.TryParseExact(text, "D", out var id) && id.ToString("D") == text;
        found.When(!ok, field, "must be a lower-case UUID, as 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");
        return id;
    }
}

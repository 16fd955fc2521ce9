using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Answers GetReceipt as scripted, one answer a call, the last one again for every further; and GetReceipts by what <see cref="Many"/> says.</summary>
public sealed class ScriptedLedger : LedgerService.LedgerServiceBase
{
    public Queue<Func<GetReceiptResponse>> Receipts { get; } = new();

    public Func<GetReceiptsRequest, GetReceiptsResponse> Many { get; set; } = _ => new GetReceiptsResponse();

    /// <summary>The log's files.</summary>
    public Func<string, byte[]?> Files { get; set; } = _ => null;

    public List<int> Asked { get; } = [];

    public override Task<GetReceiptsResponse> GetReceipts(GetReceiptsRequest request, ServerCallContext context)
    {
        Asked.Add(request.EventIds.Count);
        return Task.FromResult(Many(request));
    }

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) =>
        Task.FromResult((Receipts.Count > 1 ? Receipts.Dequeue() : Receipts.Peek())());
}

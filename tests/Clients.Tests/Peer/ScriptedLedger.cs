using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Answers GetReceipt as scripted: one answer a call, the last one again for every further.</summary>
public sealed class ScriptedLedger : LedgerService.LedgerServiceBase
{
    public Queue<Func<GetReceiptResponse>> Receipts { get; } = new();

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) =>
        Task.FromResult((Receipts.Count > 1 ? Receipts.Dequeue() : Receipts.Peek())());
}

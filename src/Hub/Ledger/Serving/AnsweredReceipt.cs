using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>A receipt, or why there is none. One of both.</summary>
internal readonly record struct AnsweredReceipt(GetReceiptResponse? Receipt, Refusal? Refusal)
{
    public static implicit operator AnsweredReceipt(GetReceiptResponse receipt) => new(receipt, null);

    public static implicit operator AnsweredReceipt(Refusal refusal) => new(null, refusal);
}

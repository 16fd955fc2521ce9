namespace SharingHub.Sdk.Keeping;

/// <summary>Where receipts go as they come, before the caller learns of what they are for.</summary>
public interface IReceiptStore
{
    /// <summary>Keeps receipts. When it returns, they outlive a crash, if the store is durable.</summary>
    ValueTask KeepAsync(IReadOnlyCollection<KeptReceipt> receipts, CancellationToken cancel);
}

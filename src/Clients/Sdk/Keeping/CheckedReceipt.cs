namespace SharingHub.Sdk.Keeping;

/// <summary>One receipt, checked.</summary>
/// <param name="Place">Where it is kept: <c>2026-11-23.receipts, line 7</c>.</param>
/// <param name="Receipt">What was kept; null when it is no receipt any more.</param>
/// <param name="State">What became of it.</param>
/// <param name="Why">A sentence, unless it is proven.</param>
public sealed record CheckedReceipt(string Place, KeptReceipt? Receipt, ReceiptState State, string Why = "");

using SharingHub.Sdk.Keeping;

namespace SharingHub.Sdk;

/// <summary>How records are received.</summary>
public sealed record ReceivingOptions
{
    /// <summary>Records a page, 1-1000; 0 leaves it to the hub (500).</summary>
    public int PageSize { get; init; }

    /// <summary>Acknowledge each page when the consumer is done with it, that is, when it asks for the next.</summary>
    public bool Acknowledge { get; init; }

    /// <summary>Where the receipts of pages go, each before its page is handed over. Default: they are not kept.</summary>
    public IReceiptStore? Receipts { get; init; }

    /// <summary>How long to go on trying while nothing gets through. Default: the connection's.</summary>
    public TimeSpan? RetryFor { get; init; }
}

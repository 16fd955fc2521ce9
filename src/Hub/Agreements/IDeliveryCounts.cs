namespace SharingHub.Hub.Agreements;

/// <summary>What this room has to know of disclosures, which it may not ask about. Disclosure answers.</summary>
internal interface IDeliveryCounts
{
    /// <summary>How many record views were disclosed under an agreement so far, under all its revisions.</summary>
    Task<ulong> UnderAsync(Guid agreementId, CancellationToken stop);
}

namespace SharingHub.Sdk;

/// <summary>Where a receiver keeps how far it got. A cursor is opaque, and holds for one recipient and one query: keep one store a query.</summary>
public interface ICursorStore
{
    /// <summary>The cursor stored last, or null to begin at the beginning.</summary>
    ValueTask<string?> LoadAsync(CancellationToken cancel);

    /// <summary>Stores a cursor. When it returns, the cursor outlives a crash, if the store is durable.</summary>
    ValueTask SaveAsync(string cursor, CancellationToken cancel);
}

namespace SharingHub.Sdk;

/// <summary>Keeps the cursor as long as the process lives.</summary>
public sealed class MemoryCursorStore(string? cursor = null) : ICursorStore
{
    /// <summary>The cursor stored last.</summary>
    public string? Cursor { get; private set; } = cursor;

    /// <inheritdoc/>
    public ValueTask<string?> LoadAsync(CancellationToken cancel) => ValueTask.FromResult(Cursor);

    /// <inheritdoc/>
    public ValueTask SaveAsync(string cursor, CancellationToken cancel)
    {
        Cursor = cursor;
        return ValueTask.CompletedTask;
    }
}

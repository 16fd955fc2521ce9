using System.Text;

namespace SharingHub.Sdk;

/// <summary>Keeps the cursor in a file, replaced as a whole: a crash leaves the old cursor or the new one, never half of one.</summary>
/// <param name="path">The file; its folder must exist. For one reader at a time.</param>
public sealed class FileCursorStore(string path) : ICursorStore
{
    /// <inheritdoc/>
    public async ValueTask<string?> LoadAsync(CancellationToken cancel)
    {
        if (!File.Exists(path))
            return null;
        var cursor = (await File.ReadAllTextAsync(path, cancel)).Trim();
        return cursor.Length == 0 ? null : cursor;
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(string cursor, CancellationToken cancel)
    {
        var next = path + ".tmp";
        await using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(cursor + "\n"), cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}

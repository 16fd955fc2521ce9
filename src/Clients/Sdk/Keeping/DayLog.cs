using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SharingHub.Sdk.Keeping;

/// <summary>
/// Lines in files of a day each, appended for good: <c>2026-11-23.receipts</c>. A line is there when its line end is; what a crash left of one
/// is cut off by the next append, for nobody was told that it was kept. Several processes may append: each holds the folder's <c>lock</c> meanwhile.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore holds no handle.")]
internal sealed class DayLog(string folder, string suffix, TimeProvider time)
{
    /// <summary>An append takes milliseconds; who waits so long for another's is better told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>When it returns, the lines are on the disk.</summary>
    /// <param name="lines">Without line ends.</param>
    /// <param name="cancel">Ends the wait for the file; a write that began goes to its end.</param>
    public async Task AppendAsync(IEnumerable<byte[]> lines, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        foreach (var line in lines)
        {
            bytes.Write(line);
            bytes.WriteByte((byte)'\n');
        }

        await _one.WaitAsync(cancel);
        try
        {
            var name = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + suffix;
            await using var held = await LockAsync(cancel);
            await using var file = Open(Path.Combine(folder, name), FileShare.ReadWrite);
            CutUnfinished(file);
            await file.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), CancellationToken.None);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>All lines, the oldest day first, each with its place: <c>2026-11-23.receipts, line 7</c>.</summary>
    public IEnumerable<(string Place, byte[] Line)> Read()
    {
        foreach (var path in Directory.GetFiles(folder, "*" + suffix).Order(StringComparer.Ordinal))
        {
            var bytes = ReadShared(path);
            var number = 0;
            for (var start = 0; bytes.AsSpan(start).IndexOf((byte)'\n') is var length and >= 0; start += length + 1)
                yield return (string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, line {++number}"), bytes[start..(start + length)]);
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        var path = Path.Combine(folder, "lock");
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                // The system takes the lock back from a process that dies.
                return Open(path, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && time.GetElapsedTime(since) < Patience)
            {
                // Another process is at it.
                await Task.Delay(Pause, time, cancel);
            }
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void CutUnfinished(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                break;
            end--;
        }

        file.SetLength(end);
        file.Position = end;
    }
}

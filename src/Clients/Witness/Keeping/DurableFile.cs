using System.Runtime.InteropServices;

namespace SharingHub.Witness.Keeping;

/// <summary>Writes a file whole or not at all, and returns when it would be there after a loss of power.</summary>
internal static partial class DurableFile
{
    private const int ReadOnly = 0;

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var unfinished = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>A rename is durable when its folder is. .NET opens no folders; Windows has no such call.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw Failed(folder);
        try
        {
            if (Sync(handle) != 0)
                throw Failed(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string folder) => new($"{folder} could not be synced: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SharingHub.Signer.Keeping;

/// <summary>Files that are whole and on the disk, or as they were before.</summary>
internal static partial class Durably
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file whole: beside it, flushed, renamed over it, the folder flushed.</summary>
    /// <exception cref="IOException">It may be there or not; what was there before is there otherwise.</exception>
    public static void Write(string file, string text, UnixFileMode mode)
    {
        var beside = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode };
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
        FlushFolder(Path.GetDirectoryName(file)!);
    }

    // .NET opens no folders; without this the renaming may not outlive a loss of power.
    private static void FlushFolder(string folder)
    {
        using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid || Flush(handle) != 0)
        {
            throw new IOException($"{folder} could not be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file);
}

namespace SharingHub.Launcher.Hosting;

/// <summary>Keeps a second process off a folder. The kernel lets go of it when this process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    public static FolderLock Take(string folder, string name)
    {
        try
        {
            DataFolder.MakeEnterable(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException && !Directory.Exists(folder))
        {
            throw new LauncherException($"{folder} cannot be written to. Give another folder with --data.", fault);
        }
        catch (IOException fault) when (Directory.Exists(folder))
        {
            throw new LauncherException($"{folder} is in use by another run. Stop that one, or give another folder with --data.", fault);
        }
    }

    public void Dispose() => file.Dispose();
}

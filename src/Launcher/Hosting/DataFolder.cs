using SharingHub.Launcher.Postgres;

namespace SharingHub.Launcher.Hosting;

/// <summary>The folder that an installation keeps everything in: <c>postgres</c>, <c>pki</c>, <c>logs</c>, <c>ready.json</c>.</summary>
public static class DataFolder
{
    private const UnixFileMode Enterable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Where <c>up</c> keeps its data unless told otherwise.</summary>
    public static string Default
    {
        get
        {
            if (Environment.IsPrivilegedProcess)
                return "/var/lib/sharinghub/default";
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            return Path.Combine(
                string.IsNullOrEmpty(state) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state") : state,
                "sharinghub");
        }
    }

    /// <summary>
    /// Makes the folder, if it is missing, such that other users can pass through: root's database runs as another user.
    /// What is secret lies below in folders that are closed. An existing folder keeps its mode.
    /// </summary>
    public static void MakeEnterable(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { } parent)
            MakeEnterable(parent);
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(folder, Enterable);
    }

    /// <summary>A folder that only its owner can look into.</summary>
    public static void MakeClosed(string folder) =>
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>A fresh folder under /tmp, for a demo or a test; <see cref="Delete"/> it.</summary>
    public static string MakeTemporary()
    {
        var folder = Path.Combine("/tmp", $"sharinghub-{Path.GetRandomFileName()}");
        MakeEnterable(folder);
        return folder;
    }

    /// <summary>Deletes it with all data, also those that lie elsewhere behind a link.</summary>
    public static void Delete(string folder)
    {
        if (ClusterFolder.Elsewhere(Path.GetFullPath(folder)) is { } elsewhere && Directory.Exists(elsewhere))
            Directory.Delete(elsewhere, recursive: true);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

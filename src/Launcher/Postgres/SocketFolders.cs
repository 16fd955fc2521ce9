namespace SharingHub.Launcher.Postgres;

/// <summary>Remembers the folder of a cluster's socket, so that one whose launcher was killed is removed by the next.</summary>
internal static class SocketFolders
{
    public static void Remember(string folder, string socketFolder) => File.WriteAllText(Note(folder), socketFolder);

    public static void RemoveLeftOver(string folder)
    {
        if (!File.Exists(Note(folder)))
            return;
        var left = File.ReadAllText(Note(folder));
        if (left.StartsWith("/tmp/sharinghub-", StringComparison.Ordinal) && !left.Contains("..", StringComparison.Ordinal) && Directory.Exists(left))
            Directory.Delete(left, recursive: true);
        File.Delete(Note(folder));
    }

    private static string Note(string folder) => Path.Combine(folder, "postgres.socket");
}

using SharingHub.Launcher.Hosting;

namespace SharingHub.Launcher.Processes;

internal static class LogFiles
{
    // Enough for an exception with the heart of its stack, little enough to read at a glance.
    private const int TailLines = 25;

    public static string Tail(string file) =>
        File.Exists(file) ? string.Join('\n', File.ReadLines(file).TakeLast(TailLines)) : $"({file} is empty)";

    /// <summary>Puts the logs of the run before aside as <c>.1</c>, so that each run starts a file and two runs are kept.</summary>
    public static void Turn(string folder)
    {
        DataFolder.MakeClosed(folder);
        foreach (var log in Directory.GetFiles(folder, "*.log"))
            File.Move(log, log + ".1", overwrite: true);
    }
}

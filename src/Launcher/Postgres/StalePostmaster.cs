using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Postgres;

/// <summary>Clears what a launcher or a PostgreSQL that was killed left in a data folder, so that it can be started again.</summary>
internal static class StalePostmaster
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The caller holds the folder's lock: a server that runs on it has lost its launcher.</summary>
    public static async Task ClearAsync(string data, CancellationToken cancellation)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file))
            return;
        var lines = await File.ReadAllLinesAsync(file, cancellation);
        if (lines.Length == 0 || !int.TryParse(lines[0], out var processId))
            return;
        if (RunsOn(processId, data))
            await StopAsync(processId, data, cancellation);
        else if (Directory.Exists($"/proc/{processId}"))
            await ReplaceProcessIdAsync(file, lines, cancellation);
    }

    private static bool RunsOn(int processId, string data)
    {
        try
        {
            return new DirectoryInfo($"/proc/{processId}/cwd").LinkTarget == data;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task StopAsync(int processId, string data, CancellationToken cancellation)
    {
        foreach (var signal in (Signal[])[Signal.Interrupt, Signal.Quit, Signal.Kill])
        {
            Signals.Send(processId, signal);
            for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(50))
            {
                if (!RunsOn(processId, data))
                    return;
                await Task.Delay(50, cancellation);
            }
        }
    }

    /// <summary>
    /// The number was given to another process since, as happens in containers, and PostgreSQL would take that for a server.
    /// It does not take its own parent for one, which is us. The file stays: the shared memory named in it is how
    /// PostgreSQL knows that orphaned backends still write.
    /// </summary>
    private static Task ReplaceProcessIdAsync(string file, string[] lines, CancellationToken cancellation)
    {
        lines[0] = Environment.ProcessId.ToString();
        return File.WriteAllLinesAsync(file, lines, cancellation);
    }
}

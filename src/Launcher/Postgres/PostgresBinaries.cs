using System.Text.RegularExpressions;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Postgres;

/// <summary>A PostgreSQL installed on this machine.</summary>
internal sealed partial record PostgresBinaries(int Major, string Folder)
{
    public const int OldestMajor = 15;

    // Where Debian and Ubuntu keep every major version side by side.
    private const string DebianFolder = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>All that are complete, the newest first.</summary>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(CancellationToken cancellation)
    {
        var folders = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).Select(folder => Path.Combine(folder, "bin")).ToList()
            : [];
        try
        {
            var configured = await Tool.RunAsync(["pg_config", "--bindir"], cancellation: cancellation);
            if (configured.ExitCode == 0)
                folders.Add(configured.Output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No pg_config on the path: the client library's development package brings it, and it is not needed.
        }

        var found = new List<PostgresBinaries>();
        foreach (var folder in folders.Distinct().Where(IsComplete))
        {
            var version = await Tool.RunAsync([Path.Combine(folder, "postgres"), "--version"], cancellation: cancellation);
            if (MajorVersion().Match(version.Output) is { Success: true } match)
                found.Add(new PostgresBinaries(int.Parse(match.Groups[1].ValueSpan), folder));
        }

        return [.. found.OrderByDescending(binaries => binaries.Major)];
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorVersion();
}

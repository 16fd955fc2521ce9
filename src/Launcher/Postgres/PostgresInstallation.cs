using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Postgres;

/// <summary>Chooses the PostgreSQL to run, and installs Debian's package where there is none and we may.</summary>
internal static class PostgresInstallation
{
    // Read by postgresql-common when a server package is installed; a file of our own, so no package's settings are touched.
    private const string CreateClusterSettings = "/etc/postgresql-common/createcluster.d/sharinghub.conf";

    /// <summary>The newest installed, or the one of the version that made an existing data folder (null: there is none yet).</summary>
    public static async Task<PostgresBinaries> RequireAsync(int? major, TextWriter says, CancellationToken cancellation)
    {
        if (Choose(await PostgresBinaries.FindAsync(cancellation), major) is { } found)
            return found;
        if (major is not null)
            throw new LauncherException(
                $"The data folder was made by PostgreSQL {major}, which is not installed. Install postgresql-{major}, or start with another --data.");
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            throw new LauncherException(
                $"PostgreSQL {PostgresBinaries.OldestMajor} or newer is needed and not installed. "
                + "Install your system's PostgreSQL server (Debian, Ubuntu: sudo apt-get install postgresql), or give --postgres CONNECTION_STRING.");

        await says.WriteLineAsync("Installing PostgreSQL with apt-get");
        await InstallAsync(cancellation);
        return Choose(await PostgresBinaries.FindAsync(cancellation), major)
            ?? throw new LauncherException($"apt-get installed a PostgreSQL older than {PostgresBinaries.OldestMajor}; install a newer one.");
    }

    internal static PostgresBinaries? Choose(IReadOnlyList<PostgresBinaries> found, int? major) =>
        found.FirstOrDefault(binaries => major is null ? binaries.Major >= PostgresBinaries.OldestMajor : binaries.Major == major);

    private static async Task InstallAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(CreateClusterSettings)!);
        await File.WriteAllTextAsync(CreateClusterSettings, "create_main_cluster = false\n", cancellation);
        var quiet = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        await Tool.RequireAsync(["apt-get", "update", "-q"], quiet, cancellation);
        await Tool.RequireAsync(["apt-get", "install", "-y", "-q", "--no-install-recommends", "postgresql"], quiet, cancellation);
    }
}

using System.Security.Cryptography;
using System.Text;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Postgres;

/// <summary>Decides where a cluster's data lies, and makes it there once.</summary>
internal static class ClusterFolder
{
    /// <summary>Where root keeps clusters that the database user cannot reach at the place asked for.</summary>
    private const string ReachableFolder = "/var/lib/sharinghub";

    /// <summary>
    /// <c>postgres</c> in the folder; or, when the database user cannot enter that (root's own 0700 folder),
    /// a folder under /var/lib/sharinghub, with a link to it left in place.
    /// </summary>
    public static async Task<string> LocateAsync(string folder, DatabaseUser user, CancellationToken cancellation)
    {
        var wanted = Path.Combine(folder, "postgres");
        if (new DirectoryInfo(wanted).LinkTarget is { } target)
            return target;
        if (await user.CanEnterAsync(folder, cancellation))
            return wanted;
        if (Directory.Exists(wanted))
            throw new LauncherException($"The user {user.Name} cannot enter {folder}, where its database lies. Allow it with chmod a+x on each folder of that path.");

        var elsewhere = Elsewhere(folder);
        DataFolder.MakeEnterable(elsewhere);
        File.CreateSymbolicLink(wanted, Path.Combine(elsewhere, "postgres"));
        return Path.Combine(elsewhere, "postgres");
    }

    /// <summary>Where the cluster of a folder lies when it cannot lie in it.</summary>
    public static string Elsewhere(string folder) =>
        Path.Combine(ReachableFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]);

    /// <summary>The version that made the data there; null when there is none yet.</summary>
    public static int? MajorVersion(string data)
    {
        var file = Path.Combine(data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file)) : null;
    }

    /// <summary>Makes an empty cluster. It appears at its place whole or not at all, so that a start cut short is simply made again.</summary>
    public static async Task InitialiseAsync(string data, PostgresBinaries binaries, DatabaseUser user, bool durable, CancellationToken cancellation)
    {
        var unfinished = data + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        await user.MakeFolderAsync(unfinished, cancellation);
        string[] safety = durable ? ["--data-checksums"] : ["--no-sync"];
        await Tool.RequireAsync(
            user.Run([
                binaries.Initdb, "--pgdata", unfinished, "--username", "postgres", "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C", .. safety]),
            cancellation: cancellation);
        Directory.Move(unfinished, data);
    }
}

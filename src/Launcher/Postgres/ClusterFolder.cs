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

        var elsewhere = Path.Combine(FreeElsewhere(folder), "postgres");
        DataFolder.MakeEnterable(Path.GetDirectoryName(elsewhere)!);
        File.CreateSymbolicLink(wanted, elsewhere);
        return elsewhere;
    }

    /// <summary>The folder that the link of <see cref="LocateAsync"/> leads to; null where there is no link, or one that we did not make.</summary>
    public static string? Elsewhere(string folder) =>
        new DirectoryInfo(Path.Combine(folder, "postgres")).LinkTarget is { } target
        && Path.GetDirectoryName(target) is { } elsewhere
        && elsewhere.StartsWith(Path.Combine(ReachableFolder, ShortHash(folder)), StringComparison.Ordinal)
            ? elsewhere
            : null;

    // One that exists without a link to it is left alone: perhaps its folder was deleted, perhaps only not mounted today.
    private static string FreeElsewhere(string folder)
    {
        var first = Path.Combine(ReachableFolder, ShortHash(folder));
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? first : $"{first}-{number}").First(path => !Directory.Exists(path));
    }

    private static string ShortHash(string folder) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];

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

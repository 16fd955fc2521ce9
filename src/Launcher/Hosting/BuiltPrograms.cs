using System.Runtime.InteropServices;

namespace SharingHub.Launcher.Hosting;

/// <summary>Finds the built programs: beside each other in one tree, in the same configuration as the caller.</summary>
internal static class BuiltPrograms
{
    public static string Hub => Find("src/Hub", "SharingHub.Hub");

    public static string Identity => Find("src/Identity", "SharingHub.Identity");

    public static string Signer => Find("src/Signer", "SharingHub.Signer");

    public static string Launcher => Find("src/Launcher", "SharingHub.Launcher");

    public static string Gateway => Find("gateway", "SharingHub.Gateway");

    /// <summary>The programs are started by a small native host, which must find the runtime that we run on.</summary>
    public static string RuntimeRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Find(string project, string name)
    {
        // ROOT/src/Launcher/bin/Release/net10.0/, and tests alike.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var root = here;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SharingHub.sln")))
            root = root.Parent;
        if (root is null)
            throw new LauncherException($"{AppContext.BaseDirectory} lies outside of a checkout of SharingHub. Start it with ./hub.");
        var file = Path.Combine(root.FullName, project, "bin", here.Parent!.Name, here.Name, name);
        return File.Exists(file) ? file : throw new LauncherException($"{file} is missing. Build first: ./hub does.");
    }
}

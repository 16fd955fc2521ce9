using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Postgres;

/// <summary>
/// The system user that PostgreSQL runs as. It refuses to run as root, so root lends it to <c>postgres</c>, else <c>nobody</c>;
/// an ordinary user runs it as itself, and <see cref="Name"/> is null.
/// </summary>
internal sealed record DatabaseUser(string? Name, string? Group)
{
    public static async Task<DatabaseUser> ChooseAsync(CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return new DatabaseUser(null, null);
        foreach (var name in (string[])["postgres", "nobody"])
        {
            var group = await Tool.RunAsync(["id", "-gn", name], cancellation: cancellation);
            if (group.ExitCode == 0)
                return new DatabaseUser(name, group.Output);
        }

        throw new LauncherException("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as. Run as an ordinary user.");
    }

    /// <summary>Options of <c>setpriv</c> that become this user; none for an ordinary user.</summary>
    public IReadOnlyList<string> Options => Name is null ? [] : ["--reuid", Name, "--regid", Group!, "--init-groups"];

    public IReadOnlyList<string> Run(params IEnumerable<string> command) =>
        Name is null ? [.. command] : ["setpriv", .. Options, "--", .. command];

    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellation) =>
        (await Tool.RunAsync(Run("test", "-x", folder), cancellation: cancellation)).ExitCode == 0;

    /// <summary>A folder of this user's own, closed to others.</summary>
    public Task MakeFolderAsync(string folder, CancellationToken cancellation)
    {
        string[] owner = Name is null ? [] : ["-o", Name, "-g", Group!];
        return Tool.RequireAsync(["install", "-d", "-m", "0700", .. owner, folder], cancellation: cancellation);
    }

    /// <summary>A fresh folder of this user's own under /tmp. Not TMPDIR: the path of a unix socket has at most 107 bytes.</summary>
    public Task<string> MakeTemporaryFolderAsync(CancellationToken cancellation) =>
        Tool.RequireAsync(Run("mktemp", "-d", "/tmp/sharinghub-XXXXXXXX"), cancellation: cancellation);
}
